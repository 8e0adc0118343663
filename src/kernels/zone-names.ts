import type { Zone } from "./zone.ts";

/**
 * Java's English names of zones (`java.util.TimeZone.getDisplayName`, JDK 17): short and long name of standard time,
 * then of daylight saving time where the zone ever had it, and the ids that share them.
 */
const NAMES: Readonly<Record<string, string>> = {
  "ACST|Australian Central Standard Time|ACDT|Australian Central Daylight Time": `
    Australia/Adelaide Australia/Broken_Hill Australia/Darwin Australia/North Australia/South Australia/Yancowinna`,
  "ACT|Acre Standard Time|ACST|Acre Summer Time": `
    America/Eirunepe America/Porto_Acre America/Rio_Branco Brazil/Acre`,
  "ACWST|Australian Central Western Standard Time|ACWDT|Australian Central Western Daylight Time": `
    Australia/Eucla`,
  "AEST|Australian Eastern Standard Time|AEDT|Australian Eastern Daylight Time": `
    Antarctica/Macquarie Australia/ACT Australia/Brisbane Australia/Canberra Australia/Currie Australia/Hobart
    Australia/Lindeman Australia/Melbourne Australia/NSW Australia/Queensland Australia/Sydney Australia/Tasmania
    Australia/Victoria`,
  "AFT|Afghanistan Time": "Asia/Kabul",
  "AKST|Alaska Standard Time|AKDT|Alaska Daylight Time": `
    America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat SystemV/YST9YDT
    US/Alaska`,
  "AKST|Gambier Time": "SystemV/YST9",
  "ALMT|East Kazakhstan Time|ALMST|Alma-Ata Summer Time": "Asia/Almaty",
  "AMT|Amazon Standard Time|AMST|Amazon Summer Time": `
    America/Boa_Vista America/Campo_Grande America/Cuiaba America/Manaus America/Porto_Velho Brazil/West`,
  "AMT|Armenia Standard Time|AMST|Armenia Summer Time": "Asia/Yerevan",
  "ANAT|Anadyr Standard Time|ANAST|Anadyr Summer Time": "Asia/Anadyr",
  "AQTT|West Kazakhstan Time|AQTST|Aqtau Summer Time": "Asia/Aqtau",
  "AQTT|West Kazakhstan Time|AQTST|Aqtobe Summer Time": "Asia/Aqtobe",
  "ART|Argentina Standard Time|ARST|Argentina Summer Time": `
    America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/ComodRivadavia
    America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza
    America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis
    America/Argentina/Tucuman America/Argentina/Ushuaia America/Buenos_Aires America/Catamarca America/Cordoba
    America/Jujuy America/Mendoza America/Rosario`,
  "AST|Arabian Standard Time": "Asia/Aden Asia/Bahrain Asia/Kuwait Asia/Qatar Asia/Riyadh",
  "AST|Arabian Standard Time|ADT|Arabian Daylight Time": "Asia/Baghdad",
  "AST|Atlantic Standard Time": "SystemV/AST4",
  "AST|Atlantic Standard Time|ADT|Atlantic Daylight Time": `
    America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon America/Curacao
    America/Dominica America/Glace_Bay America/Goose_Bay America/Grenada America/Guadeloupe America/Halifax
    America/Kralendijk America/Lower_Princes America/Marigot America/Martinique America/Moncton America/Montserrat
    America/Port_of_Spain America/Puerto_Rico America/Santo_Domingo America/St_Barthelemy America/St_Kitts
    America/St_Lucia America/St_Thomas America/St_Vincent America/Thule America/Tortola America/Virgin
    Atlantic/Bermuda Canada/Atlantic SystemV/AST4ADT`,
  "AWST|Australian Western Standard Time|AWDT|Australian Western Daylight Time": `
    Australia/Perth Australia/West`,
  "AWST|Casey Time": "Antarctica/Casey",
  "AZOT|Azores Standard Time|AZOST|Azores Summer Time": "Atlantic/Azores",
  "AZT|Azerbaijan Standard Time|AZST|Azerbaijan Summer Time": "Asia/Baku",
  "BDT|Bangladesh Standard Time|BDST|Bangladesh Summer Time": "Asia/Dacca Asia/Dhaka",
  "BNT|Brunei Darussalam Time|BNST|Brunei Summer Time": "Asia/Brunei",
  "BOT|Bolivia Time|BOST|Bolivia Summer Time": "America/La_Paz",
  "BRT|Brasilia Standard Time|BRST|Brasilia Summer Time": `
    America/Araguaina America/Bahia America/Belem America/Fortaleza America/Maceio America/Recife America/Santarem
    America/Sao_Paulo Brazil/East`,
  "BST|Bougainville Standard Time": "Pacific/Bougainville",
  "BTT|Bhutan Time": "Asia/Thimbu Asia/Thimphu",
  "CAT|Central Africa Time": `
    Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Kigali Africa/Lubumbashi Africa/Lusaka
    Africa/Maputo`,
  "CAT|Central Africa Time|CAST|Central African Summer Time": "Africa/Juba Africa/Khartoum",
  "CAT|Central Africa Time|WAT|Western African Time": "Africa/Windhoek",
  "CCT|Cocos Islands Time": "Indian/Cocos",
  "CET|Central European Standard Time|CEST|Central European Summer Time": `
    Africa/Algiers Africa/Ceuta Africa/Tunis Arctic/Longyearbyen Atlantic/Jan_Mayen Europe/Amsterdam
    Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen
    Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco
    Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo
    Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw
    Europe/Zagreb Europe/Zurich Poland`,
  "CET|Central European Time|CEST|Central European Summer Time": "CET",
  "CHAST|Chatham Standard Time|CHADT|Chatham Daylight Time": "NZ-CHAT Pacific/Chatham",
  "CHOT|Ulaanbaatar Standard Time|CHOST|Ulaanbaatar Summer Time": "Asia/Choibalsan",
  "CHUT|Chuuk Time": "Pacific/Chuuk Pacific/Truk Pacific/Yap",
  "CKT|Cook Islands Standard Time|CKHST|Cook Islands Half Summer Time": "Pacific/Rarotonga",
  "CLT|Chile Standard Time|CLST|Chile Summer Time": "America/Santiago Chile/Continental",
  "CLT|Chile Time|CLST|Chile Summer Time": "Antarctica/Palmer",
  "COT|Colombia Standard Time|COST|Colombia Summer Time": "America/Bogota",
  "CST|Central Standard Time": "SystemV/CST6",
  "CST|Central Standard Time|CDT|Central Daylight Time": `
    America/Bahia_Banderas America/Belize America/Chicago America/Chihuahua America/Costa_Rica America/El_Salvador
    America/Guatemala America/Indiana/Knox America/Indiana/Tell_City America/Knox_IN America/Managua
    America/Matamoros America/Menominee America/Merida America/Mexico_City America/Monterrey
    America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga
    America/Rainy_River America/Rankin_Inlet America/Regina America/Resolute America/Swift_Current
    America/Tegucigalpa America/Winnipeg CST6CDT Canada/Central Canada/Saskatchewan Mexico/General SystemV/CST6CDT
    US/Central US/Indiana-Starke`,
  "CST|China Standard Time|CDT|China Daylight Time": `
    Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Macao Asia/Macau Asia/Shanghai PRC`,
  "CST|Cuba Standard Time|CDT|Cuba Daylight Time": "America/Havana Cuba",
  "CST|Taipei Standard Time|CDT|Taipei Daylight Time": "Asia/Taipei",
  "CVT|Cape Verde Standard Time|CVST|Cape Verde Summer Time": "Atlantic/Cape_Verde",
  "CXT|Christmas Island Time": "Indian/Christmas",
  "ChST|Chamorro Standard Time|ChDT|Chamorro Daylight Time": "Pacific/Guam Pacific/Saipan",
  "DAVT|Davis Time": "Antarctica/Davis",
  "DDUT|Dumont-d’Urville Time": "Antarctica/DumontDUrville",
  "EAST|Easter Island Standard Time|EASST|Easter Island Summer Time": "Chile/EasterIsland Pacific/Easter",
  "EAT|East Africa Time": `
    Africa/Addis_Ababa Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala
    Africa/Mogadishu Africa/Nairobi Indian/Antananarivo Indian/Comoro Indian/Mayotte`,
  "ECT|Ecuador Time|ECST|Ecuador Summer Time": "America/Guayaquil",
  "EET|Eastern European Standard Time|EEST|Eastern European Summer Time": `
    Africa/Cairo Africa/Tripoli Asia/Amman Asia/Beirut Asia/Damascus Asia/Gaza Asia/Hebron Asia/Nicosia Egypt
    Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kaliningrad Europe/Kiev Europe/Kyiv
    Europe/Mariehamn Europe/Nicosia Europe/Riga Europe/Sofia Europe/Tallinn Europe/Tiraspol Europe/Uzhgorod
    Europe/Vilnius Europe/Zaporozhye Libya`,
  "EET|Eastern European Time|EEST|Eastern European Summer Time": "Asia/Famagusta EET",
  "EGT|East Greenland Standard Time|EGST|East Greenland Summer Time": "America/Scoresbysund",
  "EST|Eastern Standard Time": `
    America/Atikokan America/Cayman America/Coral_Harbour America/Panama SystemV/EST5`,
  "EST|Eastern Standard Time|EDT|Eastern Daylight Time": `
    America/Cancun America/Detroit America/Fort_Wayne America/Grand_Turk America/Indiana/Indianapolis
    America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes
    America/Indiana/Winamac America/Indianapolis America/Iqaluit America/Jamaica America/Kentucky/Louisville
    America/Kentucky/Monticello America/Louisville America/Montreal America/Nassau America/New_York
    America/Nipigon America/Pangnirtung America/Port-au-Prince America/Thunder_Bay America/Toronto Canada/Eastern
    EST5EDT Jamaica SystemV/EST5EDT US/East-Indiana US/Eastern US/Michigan`,
  "FJT|Fiji Standard Time|FJST|Fiji Summer Time": "Pacific/Fiji",
  "FKT|Falkland Islands Standard Time|FKST|Falkland Islands Summer Time": "Atlantic/Stanley",
  "FNT|Fernando de Noronha Standard Time|FNST|Fernando de Noronha Summer Time": `
    America/Noronha Brazil/DeNoronha`,
  "GALT|Galapagos Time|GALST|Galapagos Summer Time": "Pacific/Galapagos",
  "GAMT|Gambier Time": "Pacific/Gambier",
  "GET|Georgia Standard Time|GEST|Georgia Summer Time": "Asia/Tbilisi",
  "GFT|French Guiana Time": "America/Cayenne",
  "GILT|Gilbert Islands Time": "Pacific/Tarawa",
  "GMT+01:00|GMT+01:00": "Etc/GMT-1",
  "GMT+02:00|GMT+02:00": "Etc/GMT-2",
  "GMT+03:00|GMT+03:00": "Etc/GMT-3",
  "GMT+04:00|Astrakhan Standard Time|GMT+04:00|Astrakhan Standard Time": "Europe/Astrakhan",
  "GMT+04:00|GMT+04:00": "Etc/GMT-4",
  "GMT+04:00|Saratov Standard Time|GMT+04:00|Saratov Standard Time": "Europe/Saratov",
  "GMT+04:00|Ulyanovsk Standard Time|GMT+04:00|Ulyanovsk Standard Time": "Europe/Ulyanovsk",
  "GMT+05:00|GMT+05:00": "Etc/GMT-5",
  "GMT+05:00|West Kazakhstan Time|GMT+05:00|Atyrau Daylight Time": "Asia/Atyrau",
  "GMT+06:00|GMT+06:00": "Etc/GMT-6",
  "GMT+07:00|Barnaul Standard Time|GMT+07:00|Barnaul Daylight Time": "Asia/Barnaul",
  "GMT+07:00|GMT+07:00": "Etc/GMT-7",
  "GMT+07:00|Tomsk Standard Time|GMT+07:00|Tomsk Daylight Time": "Asia/Tomsk",
  "GMT+08:00|GMT+08:00": "Etc/GMT-8",
  "GMT+09:00|GMT+09:00": "Etc/GMT-9",
  "GMT+10:00|GMT+10:00": "Etc/GMT-10",
  "GMT+11:00|GMT+11:00": "Etc/GMT-11",
  "GMT+12:00|GMT+12:00": "Etc/GMT-12",
  "GMT+13:00|GMT+13:00": "Etc/GMT-13",
  "GMT+13:00|Kanton Standard Time": "Pacific/Kanton",
  "GMT+14:00|GMT+14:00": "Etc/GMT-14",
  "GMT-01:00|GMT-01:00": "Etc/GMT+1",
  "GMT-02:00|GMT-02:00": "Etc/GMT+2",
  "GMT-03:00|GMT-03:00": "Etc/GMT+3",
  "GMT-03:00|Punta Arenas Standard Time|GMT-03:00|Punta Arenas Standard Time": "America/Punta_Arenas",
  "GMT-04:00|GMT-04:00": "Etc/GMT+4",
  "GMT-05:00|GMT-05:00": "Etc/GMT+5",
  "GMT-06:00|GMT-06:00": "Etc/GMT+6",
  "GMT-07:00|GMT-07:00": "Etc/GMT+7",
  "GMT-08:00|GMT-08:00": "Etc/GMT+8",
  "GMT-09:00|GMT-09:00": "Etc/GMT+9",
  "GMT-10:00|GMT-10:00": "Etc/GMT+10",
  "GMT-11:00|GMT-11:00": "Etc/GMT+11",
  "GMT-12:00|GMT-12:00": "Etc/GMT+12",
  "GMT|Greenwich Mean Time": `
    Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Dakar
    Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou Africa/Sao_Tome
    Africa/Timbuktu Atlantic/Reykjavik Atlantic/St_Helena Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich GMT
    GMT0 Greenwich Iceland`,
  "GMT|Greenwich Mean Time|BST|British Summer Time": `
    Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London GB GB-Eire`,
  "GMT|Greenwich Mean Time|CEST|Central European Summer Time": "Antarctica/Troll",
  "GMT|Greenwich Mean Time|GMT|Greenwich Mean Time": "America/Danmarkshavn",
  "GMT|Greenwich Mean Time|IST|Irish Standard Time": "Eire Europe/Dublin",
  "GST|Gulf Standard Time": "Asia/Dubai Asia/Muscat",
  "GST|South Georgia Time": "Atlantic/South_Georgia",
  "GYT|Guyana Time": "America/Guyana",
  "HAST|Hawaii-Aleutian Standard Time|HADT|Hawaii-Aleutian Daylight Time": `
    America/Adak America/Atka Pacific/Johnston US/Aleutian`,
  "HKT|Hong Kong Standard Time|HKST|Hong Kong Summer Time": "Asia/Hong_Kong Hongkong",
  "HOVT|Hovd Standard Time|HOVST|Hovd Summer Time": "Asia/Hovd",
  "HST|Hawaii-Aleutian Standard Time": "SystemV/HST10",
  "HST|Hawaii-Aleutian Standard Time|HDT|Hawaii-Aleutian Daylight Time": "Pacific/Honolulu US/Hawaii",
  "ICT|Indochina Time": "Asia/Bangkok Asia/Ho_Chi_Minh Asia/Phnom_Penh Asia/Saigon Asia/Vientiane",
  "IOT|Indian Ocean Time": "Indian/Chagos",
  "IRKT|Irkutsk Standard Time|IRKST|Irkutsk Summer Time": "Asia/Irkutsk",
  "IRST|Iran Standard Time|IRDT|Iran Daylight Time": "Asia/Tehran Iran",
  "IST|India Standard Time|IDT|India Daylight Time": "Asia/Calcutta Asia/Colombo Asia/Kolkata",
  "IST|Israel Standard Time|IDT|Israel Daylight Time": "Asia/Jerusalem Asia/Tel_Aviv Israel",
  "JST|Japan Standard Time|JDT|Japan Daylight Time": "Asia/Tokyo Japan",
  "KGT|Kyrgyzstan Time|KGST|Kirgizstan Summer Time": "Asia/Bishkek",
  "KOST|Kosrae Time": "Pacific/Kosrae",
  "KRAT|Krasnoyarsk Standard Time|KRAST|Krasnoyarsk Summer Time": "Asia/Krasnoyarsk Asia/Novokuznetsk",
  "KST|Korean Standard Time": "Asia/Pyongyang",
  "KST|Korean Standard Time|KDT|Korean Daylight Time": "Asia/Seoul ROK",
  "LHST|Lord Howe Standard Time|LHDT|Lord Howe Daylight Time": "Australia/LHI Australia/Lord_Howe",
  "LINT|Line Islands Time": "Pacific/Kiritimati",
  "MAGT|Magadan Standard Time|MAGST|Magadan Summer Time": "Asia/Magadan",
  "MART|Marquesas Time": "Pacific/Marquesas",
  "MAWT|Mawson Time": "Antarctica/Mawson",
  "MET|Middle Europe Time|MEST|Middle Europe Summer Time": "MET",
  "MHT|Marshall Islands Time": "Kwajalein Pacific/Kwajalein Pacific/Majuro",
  "MMT|Myanmar Time": "Asia/Rangoon Asia/Yangon",
  "MSK|Moscow Standard Time|MSD|Moscow Daylight Time": "Europe/Kirov",
  "MSK|Moscow Standard Time|MSD|Moscow Summer Time": "Europe/Minsk Europe/Moscow Europe/Simferopol W-SU",
  "MSK|Volgograd Standard Time|MSD|Volgograd Summer Time": "Europe/Volgograd",
  "MST|Mexican Pacific Standard Time|MDT|Mexican Pacific Daylight Time": `
    America/Hermosillo America/Mazatlan Mexico/BajaSur`,
  "MST|Mountain Standard Time": "SystemV/MST7",
  "MST|Mountain Standard Time|MDT|Mountain Daylight Time": `
    America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Creston America/Dawson America/Dawson_Creek
    America/Denver America/Edmonton America/Fort_Nelson America/Inuvik America/Phoenix America/Shiprock
    America/Whitehorse America/Yellowknife Canada/Mountain Canada/Yukon MST7MDT Navajo SystemV/MST7MDT US/Arizona
    US/Mountain`,
  "MUT|Mauritius Standard Time|MUST|Mauritius Summer Time": "Indian/Mauritius",
  "MVT|Maldives Time": "Indian/Maldives",
  "MYT|Malaysia Time|MYST|Malaysia Summer Time": "Asia/Kuala_Lumpur Asia/Kuching",
  "NCT|New Caledonia Standard Time|NCST|New Caledonia Summer Time": "Pacific/Noumea",
  "NFT|Norfolk Island Standard Time|NFST|Norfolk Island Daylight Time": "Pacific/Norfolk",
  "NOVT|Novosibirsk Standard Time|NOVST|Novosibirsk Summer Time": "Asia/Novosibirsk",
  "NPT|Nepal Time": "Asia/Kathmandu Asia/Katmandu",
  "NRT|Nauru Time": "Pacific/Nauru",
  "NST|Newfoundland Standard Time|NDT|Newfoundland Daylight Time": "America/St_Johns Canada/Newfoundland",
  "NUT|Niue Time": "Pacific/Niue",
  "NZST|New Zealand Standard Time|NZDT|New Zealand Daylight Time": `
    Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland`,
  "OMST|Omsk Standard Time|OMSST|Omsk Summer Time": "Asia/Omsk",
  "ORAT|West Kazakhstan Time|ORAST|Oral Summer Time": "Asia/Oral",
  "PETT|Petropavlovsk-Kamchatski Standard Time|PETST|Petropavlovsk-Kamchatski Summer Time": `
    Asia/Kamchatka`,
  "PET|Peru Standard Time|PEST|Peru Summer Time": "America/Lima",
  "PGT|Papua New Guinea Time": "Pacific/Port_Moresby",
  "PHOT|Phoenix Islands Time": "Pacific/Enderbury",
  "PKT|Pakistan Standard Time|PKST|Pakistan Summer Time": "Asia/Karachi",
  "PMST|St. Pierre & Miquelon Standard Time|PMDT|St. Pierre & Miquelon Daylight Time": "America/Miquelon",
  "PONT|Ponape Time": "Pacific/Pohnpei Pacific/Ponape",
  "PST|Northwest Mexico Standard Time|PDT|Northwest Mexico Daylight Time": "America/Santa_Isabel",
  "PST|Pacific Standard Time|PDT|Pacific Daylight Time": `
    America/Ensenada America/Los_Angeles America/Tijuana America/Vancouver Canada/Pacific Mexico/BajaNorte PST8PDT
    SystemV/PST8PDT US/Pacific`,
  "PST|Philippine Standard Time|PDT|Philippine Summer Time": "Asia/Manila",
  "PST|Pitcairn Time": "Pacific/Pitcairn SystemV/PST8",
  "PWT|Palau Time": "Pacific/Palau",
  "PYT|Paraguay Standard Time|PYST|Paraguay Summer Time": "America/Asuncion",
  "QOST|East Kazakhstan Time|QOSST|Kostanay Summer Time": "Asia/Qostanay",
  "QYZT|West Kazakhstan Time|QYZST|Qyzylorda Summer Time": "Asia/Qyzylorda",
  "RET|Réunion Time": "Indian/Reunion",
  "ROTT|Rothera Time": "Antarctica/Rothera",
  "SAKT|Sakhalin Standard Time|SAKST|Sakhalin Summer Time": "Asia/Sakhalin",
  "SAMT|Samara Standard Time|SAMST|Samara Summer Time": "Europe/Samara",
  "SAST|South Africa Standard Time|SAST|South Africa Summer Time": `
    Africa/Johannesburg Africa/Maseru Africa/Mbabane`,
  "SBT|Solomon Islands Time": "Pacific/Guadalcanal",
  "SCT|Seychelles Time": "Indian/Mahe",
  "SGT|Singapore Standard Time|SGST|Singapore Summer Time": "Asia/Singapore Singapore",
  "SRET|Srednekolymsk Time|SREDT|Srednekolymsk Daylight Time": "Asia/Srednekolymsk",
  "SRT|Suriname Time": "America/Paramaribo",
  "SST|Samoa Standard Time": "Pacific/Midway Pacific/Pago_Pago Pacific/Samoa US/Samoa",
  "SYOT|Syowa Time": "Antarctica/Syowa",
  "TAHT|Tahiti Time": "Pacific/Tahiti",
  "TFT|French Southern & Antarctic Time": "Indian/Kerguelen",
  "TJT|Tajikistan Time|TJST|Tajikistan Summer Time": "Asia/Dushanbe",
  "TKT|Tokelau Time": "Pacific/Fakaofo",
  "TLT|East Timor Time": "Asia/Dili",
  "TMT|Turkmenistan Standard Time|TMST|Turkmenistan Summer Time": "Asia/Ashgabat Asia/Ashkhabad",
  "TOT|Tonga Standard Time|TOST|Tonga Summer Time": "Pacific/Tongatapu",
  "TRT|Turkey Time|TRST|Turkey Summer Time": "Asia/Istanbul Europe/Istanbul Turkey",
  "TVT|Tuvalu Time": "Pacific/Funafuti",
  "ULAT|Ulaanbaatar Standard Time|ULAST|Ulaanbaatar Summer Time": "Asia/Ulaanbaatar Asia/Ulan_Bator",
  "UTC|Coordinated Universal Time": "Etc/UCT Etc/UTC Etc/Universal Etc/Zulu UCT UTC Universal Zulu",
  "UYT|Uruguay Standard Time|UYST|Uruguay Summer Time": "America/Montevideo",
  "UZT|Uzbekistan Standard Time|UZST|Uzbekistan Summer Time": "Asia/Samarkand Asia/Tashkent",
  "VET|Venezuela Time": "America/Caracas",
  "VLAT|Vladivostok Standard Time|VLAST|Vladivostok Summer Time": "Asia/Ust-Nera Asia/Vladivostok",
  "VOST|Vostok Time": "Antarctica/Vostok",
  "VUT|Vanuatu Standard Time|VUST|Vanuatu Summer Time": "Pacific/Efate",
  "WAKT|Wake Island Time": "Pacific/Wake",
  "WAT|West Africa Standard Time": `
    Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda
    Africa/Malabo Africa/Niamey Africa/Porto-Novo`,
  "WAT|West Africa Standard Time|WAST|West Africa Summer Time": "Africa/Ndjamena",
  "WET|Western European Standard Time|WEST|Western European Summer Time": `
    Atlantic/Canary Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira Europe/Lisbon Portugal`,
  "WET|Western European Time|WEST|Western European Summer Time": "Africa/Casablanca Africa/El_Aaiun WET",
  "WFT|Wallis & Futuna Time": "Pacific/Wallis",
  "WGT|West Greenland Standard Time|WGST|West Greenland Summer Time": "America/Godthab America/Nuuk",
  "WIB|Western Indonesia Time": "Asia/Jakarta Asia/Pontianak",
  "WITA|Central Indonesia Time": "Asia/Makassar Asia/Ujung_Pandang",
  "WIT|Eastern Indonesia Time": "Asia/Jayapura",
  "WSST|Apia Standard Time|WSDT|Apia Daylight Time": "Pacific/Apia",
  "XJT|Xinjiang Standard Time": "Asia/Kashgar Asia/Urumqi",
  "YAKT|Yakutsk Standard Time|YAKST|Yakutsk Summer Time": "Asia/Chita Asia/Khandyga Asia/Yakutsk",
  "YEKT|Yekaterinburg Standard Time|YEKST|Yekaterinburg Summer Time": "Asia/Yekaterinburg",
};

interface Names {
  readonly standard: readonly [short: string, long: string];
  readonly daylight: readonly [short: string, long: string] | undefined;
}

let byId: Map<string, Names> | undefined;

function namesOf(id: string): Names | undefined {
  if (byId === undefined) {
    byId = new Map();
    for (const [names, ids] of Object.entries(NAMES)) {
      const [short = "", long = "", daylightShort, daylightLong] = names.split("|");
      const daylight =
        daylightShort === undefined || daylightLong === undefined
          ? undefined
          : ([daylightShort, daylightLong] as const);
      for (const zone of ids.trim().split(/\s+/)) byId.set(zone, { standard: [short, long], daylight });
    }
  }
  return byId.get(id);
}

const FIRST_NAMED = 31_536_000; // 1971-01-01: `Intl` does not tell daylight saving time before
const FIRST_DAYLIGHT = -1_956_614_400; // 1908-01-01: no zone had daylight saving time before
/** Zones whose daylight saving time `Intl` and Java see differently. */
const DISPUTED = new Set([
  "Africa/Windhoek",
  "America/Ensenada",
  "America/Santa_Isabel",
  "America/Tijuana",
  "Mexico/BajaNorte",
]);

const formats = new Map<string, Intl.DateTimeFormat>();

/** Zones that had standard time before 1971 whenever they had the offset of today's. */
const SETTLED = new Set(
  `America/Los_Angeles America/Denver America/Chicago America/New_York Europe/London Europe/Berlin Europe/Rome
  Asia/Kolkata Asia/Shanghai Asia/Tokyo Asia/Singapore Australia/Sydney`.split(/\s+/),
);
const WINTER_AND_SUMMER = [1_704_067_200, 1_719_792_000] as const;

/** Whether daylight saving time is in force; `undefined` when that cannot be told. */
function isDaylight({ id, offsetAt }: Zone, utcSeconds: number): boolean | undefined {
  if (utcSeconds < FIRST_DAYLIGHT) return false;
  if (DISPUTED.has(id)) return undefined;
  if (utcSeconds < FIRST_NAMED) {
    const isStandard = offsetAt(utcSeconds) === Math.min(...WINTER_AND_SUMMER.map(offsetAt));
    return SETTLED.has(id) && isStandard ? false : undefined;
  }
  let format = formats.get(id);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: id, timeZoneName: "long", hour: "numeric" });
    formats.set(id, format);
  }
  const name = format.format(utcSeconds * 1000);
  if (/GMT[+-]/.test(name)) return undefined;
  return /Daylight|Summer|Irish Standard/.test(name);
}

/**
 * The name of a zone at an instant for the pattern letter z (`DateTimeFormatterBuilder.ZoneTextPrinterParser`);
 * `undefined` when daylight saving time cannot be told from standard time.
 */
export function zoneName(zone: Zone, utcSeconds: number, full: boolean): string | undefined {
  const names = namesOf(zone.id);
  if (names === undefined) return zone.id;
  const { standard, daylight } = names;
  const saving = daylight === undefined ? false : isDaylight(zone, utcSeconds);
  if (saving === undefined) return undefined;
  return ((saving ? daylight : undefined) ?? standard)[full ? 1 : 0];
}

/** The name of a zone's standard time; `undefined` where it has none. */
export const standardName = (zone: Zone, full: boolean): string | undefined =>
  namesOf(zone.id)?.standard[full ? 1 : 0] ?? undefined;
