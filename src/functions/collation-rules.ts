/**
 * What functions do with arguments that have a collation: which of them are brought to one (`CollationTypeCoercion`),
 * which collations are taken (`StringTypeWithCollation`, `StringTypeNonCSAICollation`, `StringTypeBinaryLcase`), and
 * which one the answer has.
 */

/** The rule of one function. */
export interface CollationRule {
  /** The arguments that are brought to one collation, in the order of Spark's children; `all` of them. */
  readonly meet?: "all" | readonly number[];
  /** Texts of several collations that nobody asked for are refused. Default: the answer has none that is known. */
  readonly determinate?: true;
  /** As {@link determinate}, but by another condition: a call that Spark replaces by others. */
  readonly determinateInside?: true;
  /** Which collations are taken: `any`; `cased`: none that ignores accents and not case; `bytes`: none of ICU's, and none that trims. */
  readonly takes: "any" | "cased" | "bytes";
  /**
   * Arguments are typed without their collation, and the texts of the answer have that of this argument, of the first
   * one with a collation (`met`), or none.
   */
  readonly answers?: number | "met" | "none";
}

const rule = (takes: CollationRule["takes"], more: Omit<CollationRule, "takes"> = {}): CollationRule => ({
  takes,
  ...more,
});

/** Looks at no character by the collation; the answer has the first argument's. */
const carried = rule("any", { answers: 0 });
/** Looks at no character by the collation; texts of the answer have none. */
const plain = rule("any", { answers: "none" });
/** Typed by its own rule, collations and all. */
const flowing = rule("any");
/** Replaced by other calls, which say what they do with their arguments' collations. */
const replacedLater = rule("any", { answers: "met" });
const met = rule("any", { meet: "all" });
const compared = rule("any", { meet: "all", determinate: true });
const searched = (meet: readonly number[], answers: number | "none"): CollationRule =>
  rule("cased", { meet, determinate: true, answers });
const cased = rule("any", { determinate: true, answers: 0 });
const trimmed = searched([1, 0], 0);
const matched = (answers: number | "none"): CollationRule => rule("bytes", { answers });

const rules: Readonly<Record<string, CollationRule>> = {
  "=": compared,
  "<=>": compared,
  equal_null: compared,
  "<": compared,
  "<=": compared,
  ">": compared,
  ">=": compared,
  in: compared,
  isnull: flowing,
  isnotnull: flowing,
  if: rule("any", { meet: [1, 2] }),
  coalesce: met,
  ifnull: replacedLater,
  nvl: replacedLater,
  nvl2: replacedLater,
  nullif: replacedLater,
  between: replacedLater,
  greatest: met,
  least: met,
  array: met,
  map: flowing,
  struct: flowing,
  named_struct: flowing,
  concat: rule("any", { meet: "all", answers: "met" }),
  concat_ws: rule("any", { meet: "all", answers: 0 }),
  elt: rule("any", { meet: "all", answers: 1 }),
  contains: searched([0, 1], "none"),
  startswith: searched([0, 1], "none"),
  endswith: searched([0, 1], "none"),
  instr: searched([0, 1], "none"),
  locate: searched([0, 1], "none"),
  substring_index: searched([0, 1], 0),
  replace: searched([0, 1, 2], 0),
  translate: searched([0, 1, 2], 0),
  find_in_set: rule("any", { meet: [0, 1], determinate: true, answers: "none" }),
  split_part: rule("cased", { meet: [0, 1], determinateInside: true, answers: 0 }),
  trim: trimmed,
  ltrim: trimmed,
  rtrim: trimmed,
  btrim: searched([0, 1], 0),
  upper: cased,
  lower: cased,
  initcap: cased,
  overlay: rule("any", { meet: [0, 1], answers: 0 }),
  lpad: rule("any", { meet: [0, 2], answers: 0 }),
  rpad: rule("any", { meet: [0, 2], answers: 0 }),
  levenshtein: rule("any", { meet: [0, 1], answers: "none" }),
  substring: carried,
  left: carried,
  right: carried,
  repeat: carried,
  reverse: flowing,
  format_string: carried,
  hex: carried,
  make_valid_utf8: carried,
  validate_utf8: carried,
  try_validate_utf8: carried,
  sentences: carried,
  like: matched("none"),
  ilike: matched("none"),
  rlike: matched("none"),
  regexp_replace: rule("bytes", { meet: [0, 1, 2], answers: 0 }),
  regexp_extract: matched(0),
  regexp_extract_all: matched(0),
  regexp_substr: matched(0),
  regexp_count: matched("none"),
  regexp_instr: matched("none"),
  split: matched(0),
  str_to_map: rule("bytes", { meet: "all", determinateInside: true, answers: 0 }),
  array_contains: rule("any", { meet: "all" }),
  array_position: met,
  array_remove: met,
  array_append: met,
  array_union: met,
  array_intersect: met,
  array_except: met,
  arrays_overlap: met,
  array_distinct: flowing,
  array_max: flowing,
  array_min: flowing,
  array_prepend: flowing,
  array_insert: flowing,
  array_compact: flowing,
  array_repeat: flowing,
  array_size: flowing,
  array_sort: flowing,
  sort_array: flowing,
  arrays_zip: flowing,
  array_join: rule("any", { meet: "all", answers: 0 }),
  shuffle: flowing,
  size: flowing,
  cardinality: flowing,
  slice: flowing,
  flatten: flowing,
  element_at: flowing,
  try_element_at: flowing,
  get: flowing,
  get_array_item: flowing,
  get_array_struct_fields: flowing,
  get_map_value: flowing,
  map_keys: flowing,
  map_values: flowing,
  map_entries: flowing,
  map_from_arrays: flowing,
  map_from_entries: flowing,
  map_concat: flowing,
  map_contains_key: flowing,
  transform: flowing,
  filter: flowing,
  exists: flowing,
  forall: flowing,
  aggregate: flowing,
  reduce: flowing,
  explode: flowing,
  explode_outer: flowing,
  posexplode: flowing,
  posexplode_outer: flowing,
  inline: flowing,
  inline_outer: flowing,
  with_field: flowing,
  count: flowing,
  min: flowing,
  max: flowing,
  first: flowing,
  last: flowing,
  first_value: flowing,
  last_value: flowing,
  any_value: flowing,
  approx_count_distinct: plain,
  collect_list: flowing,
  mode: flowing,
  max_by: flowing,
  min_by: flowing,
  listagg: carried,
  lag: rule("any", { meet: [0, 2] }),
  lead: rule("any", { meet: [0, 2] }),
  nth_value: flowing,
};

const PLAIN = `
ascii base64 unbase64 soundex length octet_length bit_length encode to_binary try_to_binary is_valid_utf8 md5 sha1 sha2
crc32 format_number chr decode charset_decode luhn_check to_date to_timestamp date_format get_json_object from_json
to_json url_encode url_decode
`;

const plainNames = new Set(PLAIN.trim().split(/\s+/));

/** The rule of a function's name; `undefined` for one that is refused with such arguments. */
export function collationRule(name: string): CollationRule | undefined {
  if (plainNames.has(name)) return plain;
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}
