/** What a token is. Operators and punctuation share `op`; `unrecognized` is a character no rule knows. */
export type TokenKind =
  | "word"
  | "quoted"
  | "string"
  | "raw_string"
  | "double_string"
  | NumberKind
  | "op"
  | "unrecognized"
  | "eof";

/** The number literals of Spark's lexer, by their suffix or form. */
export type NumberKind =
  | "integer"
  | "bigint"
  | "smallint"
  | "tinyint"
  | "exponent"
  | "decimal"
  | "float"
  | "double"
  | "bigdecimal";

/** One token of a SQL text. */
export interface Token {
  readonly kind: TokenKind;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The text as written. */
  readonly text: string;
  /** The text in upper case for an unquoted word; empty for all else. */
  readonly word: string;
}

const NUMBER_KINDS: ReadonlySet<TokenKind> = new Set([
  "integer",
  "bigint",
  "smallint",
  "tinyint",
  "exponent",
  "decimal",
  "float",
  "double",
  "bigdecimal",
]);

/** Whether a token is one of the number literals. */
export const isNumber = (token: Token): token is Token & { readonly kind: NumberKind } => NUMBER_KINDS.has(token.kind);

/** Whether a token is a string literal, raw or not (a double-quoted text is one in Spark's default mode). */
export const isStringLiteral = (token: Token): boolean =>
  token.kind === "string" || token.kind === "double_string" || token.kind === "raw_string";
