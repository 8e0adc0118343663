import { isFieldSet } from "@bufbuild/protobuf";
import type { DescriptorProto, EnumDescriptorProto, FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import {
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";

/**
 * What a file means on the wire and to generated code, one line of text per fact: `where → what`.
 * A field whose type is a message knows whether it was set, `optional` or not, so the keyword is left out there.
 */
export function factsOf(file: FileDescriptorProto): Map<string, string> {
  const facts = new Map<string, string>();
  for (const message of file.messageType) messageFacts(file.package, message, facts);
  for (const e of file.enumType) enumFacts(file.package, e, facts);
  for (const service of file.service)
    for (const method of service.method) {
      const asked = `${method.clientStreaming ? "stream " : ""}${method.inputType}`;
      const given = `${method.serverStreaming ? "stream " : ""}${method.outputType}`;
      facts.set(`${file.package}.${service.name}/${method.name}`, `${asked} → ${given}`);
    }
  return facts;
}

function messageFacts(scope: string, message: DescriptorProto, facts: Map<string, string>): void {
  const name = `${scope}.${message.name}`;
  facts.set(name, message.options?.mapEntry === true ? "map entry" : "message");
  for (const field of message.field) {
    const isMessage = field.type === Type.MESSAGE;
    const inOneof = isFieldSet(field, FieldDescriptorProtoSchema.field.oneofIndex);
    const words = [
      `${field.name}: ${Label[field.label]} ${Type[field.type]} ${field.typeName}`.trimEnd(),
      ...(field.proto3Optional && !isMessage ? ["knows whether it is set"] : []),
      ...(inOneof && !field.proto3Optional ? [`in ${message.oneofDecl[field.oneofIndex]?.name}`] : []),
      ...(field.options && isFieldSet(field.options, FieldOptionsSchema.field.packed) && !field.options.packed
        ? ["unpacked"]
        : []),
    ];
    facts.set(`${name} #${field.number}`, words.join(", "));
  }
  for (const e of message.enumType) enumFacts(name, e, facts);
  for (const nested of message.nestedType) messageFacts(name, nested, facts);
}

function enumFacts(scope: string, e: EnumDescriptorProto, facts: Map<string, string>): void {
  facts.set(`${scope}.${e.name}`, "enum");
  for (const value of e.value) facts.set(`${scope}.${e.name}.${value.name}`, `${value.number}`);
}
