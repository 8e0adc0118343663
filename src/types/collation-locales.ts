/** What a version's ICU has collations for. */
interface Icu {
  readonly since: number;
  readonly version: string;
  /** Its languages that versions before did not have: code and name. */
  readonly languages: string;
  /** Its locales of a language's script or country that versions before did not have. */
  readonly locales: string;
}

/** `collations()` of 4.0.4 and 4.3.0. */
const ICU: readonly Icu[] = [
  {
    since: 400,
    version: "76.1.0.0",
    languages: `
af Afrikaans, am Amharic, ar Arabic, as Assamese, az Azerbaijani, be Belarusian, bg Bulgarian, bn Bangla, bo Tibetan,
br Breton, bs Bosnian, ca Catalan, ceb Cebuano, chr Cherokee, cs Czech, cy Welsh, da Danish, de German, dsb Lower
Sorbian, dz Dzongkha, ee Ewe, el Greek, en English, eo Esperanto, es Spanish, et Estonian, fa Persian, ff Fula, fi
Finnish, fil Filipino, fo Faroese, fr French, fy Western Frisian, ga Irish, gl Galician, gu Gujarati, ha Hausa, haw
Hawaiian, he Hebrew, hi Hindi, hr Croatian, hsb Upper Sorbian, hu Hungarian, hy Armenian, id Indonesian, ig Igbo, is
Icelandic, it Italian, ja Japanese, ka Georgian, kk Kazakh, kl Kalaallisut, km Khmer, kn Kannada, ko Korean, kok
Konkani, ku Kurdish, ky Kyrgyz, lb Luxembourgish, lij Ligurian, lkt Lakota, ln Lingala, lo Lao, lt Lithuanian, lv
Latvian, mk Macedonian, ml Malayalam, mn Mongolian, mr Marathi, ms Malay, mt Maltese, my Burmese, nb Norwegian Bokmål,
ne Nepali, nl Dutch, nn Norwegian Nynorsk, no Norwegian, nso Northern Sotho, om Oromo, or Odia, pa Punjabi, pl Polish,
ps Pashto, pt Portuguese, ro Romanian, ru Russian, sa Sanskrit, se Northern Sami, si Sinhala, sk Slovak, sl Slovenian,
smn Inari Sami, sq Albanian, sr Serbian, st Southern Sotho, sv Swedish, sw Swahili, ta Tamil, te Telugu, th Thai, tk
Turkmen, tn Tswana, to Tongan, tr Turkish, ug Uyghur, uk Ukrainian, ur Urdu, uz Uzbek, vi Vietnamese, wae Walser, wo
Wolof, xh Xhosa, yi Yiddish, yo Yoruba, zh Chinese, zu Zulu`,
    locales: `
ar_SAU bs_Cyrl de_AUT en_USA fa_AFG ff_Adlm fr_CAN he_ISR id_IDN nb_NOR pa_Guru pa_Guru_IND sr_Cyrl sr_Cyrl_BIH
sr_Cyrl_MNE sr_Cyrl_SRB sr_Latn sr_Latn_BIH sr_Latn_SRB zh_Hans zh_Hans_CHN zh_Hans_SGP zh_Hant zh_Hant_HKG
zh_Hant_MAC zh_Hant_TWN`,
  },
  { since: 403, version: "78.3.0.0", languages: "blo Anii", locales: "kk_Arab" },
];

const COUNTRIES = `
AFG Afghanistan, AUT Austria, BIH Bosnia & Herzegovina, CAN Canada, CHN China, HKG Hong Kong SAR China, IDN Indonesia,
IND India, ISR Israel, MAC Macao SAR China, MNE Montenegro, NOR Norway, SAU Saudi Arabia, SGP Singapore, SRB Serbia,
TWN Taiwan, USA United States`;

/** Codes and names of a list `code name, code name`. */
const namesIn = (list: string): readonly (readonly [code: string, name: string])[] =>
  list.split(",").map((item) => {
    const [code = "", ...words] = item.trim().split(/\s+/);
    return [code, words.join(" ")];
  });

const countries = new Map(namesIn(COUNTRIES));

/** A locale's collation name without what it ignores, and its language and country. */
export interface CollationLocale {
  readonly name: string;
  readonly language: string | null;
  readonly country: string | null;
}

/** The locales that a Spark of a release line has collations for, and its ICU's version. */
export function collationLocales(line: number): {
  readonly locales: readonly CollationLocale[];
  readonly version: string | null;
} {
  const known = ICU.filter(({ since }) => since <= line);
  const languages = new Map(known.flatMap(({ languages: list }) => namesIn(list)));
  const within = known.flatMap(({ locales }) => locales.trim().split(/\s+/));
  const locales = ["UNICODE", ...languages.keys(), ...within].map((name): CollationLocale => {
    const parts = name.split("_");
    return {
      name,
      language: languages.get(parts[0] ?? "") ?? null,
      country: countries.get(parts.at(-1) ?? "") ?? null,
    };
  });
  return { locales, version: known.at(-1)?.version ?? null };
}
