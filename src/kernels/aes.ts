import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { sparkError } from "../errors/spark-error.ts";

/** `aes_encrypt` and `aes_decrypt` (`ExpressionImplUtils`): ECB, CBC and GCM with keys of 16, 24 and 32 bytes. */

interface Mode {
  readonly name: "ECB" | "CBC" | "GCM";
  readonly paddings: readonly string[];
  readonly ivLength: number;
}

const MODES: readonly Mode[] = [
  { name: "ECB", paddings: ["DEFAULT", "PKCS"], ivLength: 0 },
  { name: "CBC", paddings: ["DEFAULT", "PKCS"], ivLength: 16 },
  { name: "GCM", paddings: ["DEFAULT", "NONE"], ivLength: 12 },
];

/** Bytes of the authentication tag behind what GCM encrypts. */
const TAG_LENGTH = 16;
const BLOCK_LENGTH = 16;
const BOTH = "`aes_encrypt`/`aes_decrypt`";

/** What both functions are given beside the bytes. */
export interface AesArguments {
  readonly key: Uint8Array;
  readonly mode: string;
  readonly padding: string;
  readonly aad: Uint8Array;
}

function cipherOf({ key, mode, padding }: AesArguments): { readonly mode: Mode; readonly algorithm: string } {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw sparkError("INVALID_PARAMETER_VALUE.AES_KEY_LENGTH", {
      parameter: "`key`",
      functionName: BOTH,
      actualLength: String(key.length),
    });
  }
  const found = MODES.find((m) => m.name === mode.toUpperCase() && m.paddings.includes(padding.toUpperCase()));
  if (found === undefined) throw sparkError("UNSUPPORTED_FEATURE.AES_MODE", { mode, padding, functionName: BOTH });
  return { mode: found, algorithm: `aes-${key.length * 8}-${found.name.toLowerCase()}` };
}

const refuseAad = (mode: Mode): void => {
  throw sparkError("UNSUPPORTED_FEATURE.AES_MODE_AAD", { mode: mode.name, functionName: "`aes_encrypt`" });
};

/** The encrypted bytes, behind their initialisation vector where the mode has one; an empty `iv` is drawn by chance. */
export function aesEncrypt(input: Uint8Array, args: AesArguments, iv: Uint8Array): Uint8Array {
  const { mode, algorithm } = cipherOf(args);
  if (iv.length > 0 && mode.ivLength === 0) {
    throw sparkError("UNSUPPORTED_FEATURE.AES_MODE_IV", { mode: mode.name, functionName: "`aes_encrypt`" });
  }
  if (iv.length > 0 && iv.length !== mode.ivLength) {
    throw sparkError("INVALID_PARAMETER_VALUE.AES_IV_LENGTH", {
      mode: mode.name,
      parameter: "`iv`",
      functionName: BOTH,
      actualLength: String(iv.length),
    });
  }
  if (args.aad.length > 0 && mode.name !== "GCM") refuseAad(mode);
  const start = iv.length > 0 ? iv : randomBytes(mode.ivLength);
  if (mode.name === "GCM") {
    const cipher = createCipheriv(algorithm as "aes-128-gcm", args.key, start);
    if (args.aad.length > 0) cipher.setAAD(args.aad);
    return Buffer.concat([start, cipher.update(input), cipher.final(), cipher.getAuthTag()]);
  }
  const cipher = createCipheriv(algorithm, args.key, mode.ivLength === 0 ? null : start);
  return Buffer.concat([start, cipher.update(input), cipher.final()]);
}

const cryptoError = (detailMessage: string) =>
  sparkError("INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR", {
    parameter: "`expr`, `key`",
    functionName: BOTH,
    detailMessage,
  });

/** What {@link aesEncrypt} was given. Throws for bytes or keys that do not belong together. */
export function aesDecrypt(input: Uint8Array, args: AesArguments): Uint8Array {
  const { mode, algorithm } = cipherOf(args);
  if (input.length < mode.ivLength) {
    throw sparkError("JVM.ILLEGAL_ARGUMENT", {
      message:
        mode.name === "GCM" ? "Invalid buffer arguments" : "IV buffer too short for given offset/length combination",
    });
  }
  if (args.aad.length > 0 && mode.name === "CBC") refuseAad(mode);
  const iv = input.subarray(0, mode.ivLength);
  const body = input.subarray(mode.ivLength);
  if (mode.name === "GCM") {
    const end = body.length - TAG_LENGTH;
    if (end < 0) throw cryptoError("Tag mismatch!");
    const decipher = createDecipheriv(algorithm as "aes-128-gcm", args.key, iv, { authTagLength: TAG_LENGTH });
    if (args.aad.length > 0) decipher.setAAD(args.aad);
    decipher.setAuthTag(body.subarray(end));
    try {
      return Buffer.concat([decipher.update(body.subarray(0, end)), decipher.final()]);
    } catch {
      throw cryptoError("Tag mismatch!");
    }
  }
  // Java answers nothing with nothing.
  if (body.length === 0) return body;
  if (body.length % BLOCK_LENGTH !== 0) {
    throw cryptoError("Input length must be multiple of 16 when decrypting with padded cipher");
  }
  const decipher = createDecipheriv(algorithm, args.key, mode.ivLength === 0 ? null : iv);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw cryptoError(
      "Given final block not properly padded. Such issues can arise if a bad key is used during decryption.",
    );
  }
}
