import { randomUUID } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { FetchErrorDetailsResponseSchema } from "../gen/spark/connect/base_pb.ts";
import { FetchErrorDetailsResponse_QueryContext_ContextType as ContextType } from "../gen/spark/connect/base_pb.ts";
import { isNowhere, type Origin } from "../errors/origin.ts";
import { describeOrigin, type SparkError } from "../errors/spark-error.ts";
import { classChainOf } from "./class-chains.ts";

/** What FetchErrorDetails answers about one error. */
export type ErrorDetails = Pick<MessageInitShape<typeof FetchErrorDetailsResponseSchema>, "rootErrorIdx" | "errors">;

/** The errors of one session that clients may still ask about, the oldest given up first. */
export class ErrorStore {
  readonly #errors = new Map<string, SparkError>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Keeps an error and gives the id to ask by. */
  keep(error: SparkError): string {
    const id = randomUUID();
    this.#errors.set(id, error);
    if (this.#errors.size > this.#most) {
      const [oldest] = this.#errors.keys();
      if (oldest !== undefined) this.#errors.delete(oldest);
    }
    return id;
  }

  /** The whole of an error, as the client can read it; undefined when it is not known (any more). */
  details(id: string, clientType?: string): ErrorDetails | undefined {
    const error = this.#errors.get(id);
    return error === undefined ? undefined : describe(error, clientType);
  }
}

/** Text without half surrogate pairs, which no encoding can carry. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\u{fffd}");

/**
 * Whether a client knows a condition. Clients on the JVM build messages from a table of Spark's conditions, and make an
 * INTERNAL_ERROR of one that is not there; without a condition they show the text.
 */
const isKnownTo = (clientType: string | undefined, condition: string): boolean =>
  !/\bFIRESTEEL/.test(condition) || !/\b(?:jvm|scala)\//.test(clientType ?? "");

function throwable(error: SparkError, clientType: string | undefined) {
  const origin = error.context;
  return {
    ...(isKnownTo(clientType, error.condition) ? { errorClass: error.condition } : {}),
    messageParameters: Object.fromEntries(Object.entries(error.params).map(([key, value]) => [key, wellFormed(value)])),
    sqlState: error.sqlState,
    queryContexts: origin === undefined ? [] : [queryContext(origin)],
  };
}

function describe(error: SparkError, clientType: string | undefined): ErrorDetails {
  return {
    rootErrorIdx: 0,
    errors: [
      {
        errorTypeHierarchy: [...classChainOf(error)],
        message: wellFormed(error.message),
        ...(error.named ? { sparkThrowable: throwable(error, clientType) } : {}),
      },
    ],
  };
}

/** Where the fault lies, as Spark counts: from 0, the last index included. */
function queryContext(origin: Origin) {
  const summary = wellFormed(describeOrigin(origin));
  if (origin.kind === "dataframe") {
    const { fragment, callSite } = origin;
    return {
      contextType: ContextType.DATAFRAME,
      fragment: wellFormed(fragment),
      callSite: wellFormed(callSite),
      summary,
    };
  }
  const { source, span } = origin;
  return {
    contextType: ContextType.SQL,
    objectType: source.objectType ?? "",
    objectName: source.objectName ?? "",
    startIndex: isNowhere(origin) ? -1 : span.start,
    stopIndex: isNowhere(origin) ? -1 : Math.max(span.start, span.end - 1),
    fragment: wellFormed(source.text.slice(span.start, span.end)),
    summary,
  };
}
