/** The words that titles and overviews are invented from. */

/** A language's way with a title: 16 words of one meaning each in all languages, in one order. */
export interface Phrasebook {
  words: readonly string[];
  /** Title forms with {a}, {b} (words) and {p} (a place), as in `ENGLISH.forms`. */
  forms: readonly [string, string, string];
  /** Names of the eight invented places. */
  places: readonly string[];
  /** Share of the series that are listed under their original name. */
  untranslated: number;
}

function phrasebook(
  words: string,
  forms: Phrasebook["forms"],
  untranslated: number,
  places: string = LATIN,
): Phrasebook {
  return { words: words.split(", "), forms, places: places.split(" "), untranslated };
}

const LATIN = "Orvela Tamris Kelmora Dunavel Lisandar Noreva Pelisk Torimel";
const CHINESE = "奧維拉 塔姆里 凱莫拉 杜納維 里桑達 諾瑞瓦 佩利斯 托里梅";
const CHINESE_WORDS =
  "鹽, 灰燼, 燈籠, 港口, 蜂蜜, 絲線, 果園, 鐵, 書信, 鏡子, 橋, 時鐘, 蠟燭, 花園, 羊毛, 雨";

export const ENGLISH: Phrasebook = phrasebook(
  "Salt, Ash, Lantern, Harbour, Honey, Thread, Orchard, Iron, Letter, Mirror, Bridge, Clock, Candle, Garden, Wool, Rain",
  ["{a} and {b}", "{a} in {p}", "{p}: {a} and {b}"],
  1,
);

export const PHRASEBOOKS: Readonly<Record<string, Phrasebook>> = {
  es: phrasebook(
    "Sal, Ceniza, Farol, Puerto, Miel, Hilo, Huerto, Hierro, Carta, Espejo, Puente, Reloj, Vela, Jardín, Lana, Lluvia",
    ["{a} y {b}", "{a} en {p}", "{p}: {a} y {b}"],
    0.12,
  ),
  pt: phrasebook(
    "Sal, Cinza, Lanterna, Porto, Mel, Fio, Pomar, Ferro, Carta, Espelho, Ponte, Relógio, Vela, Jardim, Lã, Chuva",
    ["{a} e {b}", "{a} em {p}", "{p}: {a} e {b}"],
    0.24,
  ),
  fr: phrasebook(
    "Sel, Cendre, Lanterne, Port, Miel, Fil, Verger, Fer, Lettre, Miroir, Pont, Horloge, Bougie, Jardin, Laine, Pluie",
    ["{a} et {b}", "{a} à {p}", "{p} : {a} et {b}"],
    0.5,
  ),
  it: phrasebook(
    "Sale, Cenere, Lanterna, Porto, Miele, Filo, Frutteto, Ferro, Lettera, Specchio, Ponte, Orologio, Candela, Giardino, Lana, Pioggia",
    ["{a} e {b}", "{a} a {p}", "{p}: {a} e {b}"],
    0.3,
  ),
  de: phrasebook(
    "Salz, Asche, Laterne, Hafen, Honig, Faden, Obstgarten, Eisen, Brief, Spiegel, Brücke, Uhr, Kerze, Garten, Wolle, Regen",
    ["{a} und {b}", "{a} in {p}", "{p}: {a} und {b}"],
    0.6,
  ),
  nl: phrasebook(
    "Zout, As, Lantaarn, Haven, Honing, Draad, Boomgaard, IJzer, Brief, Spiegel, Brug, Klok, Kaars, Tuin, Wol, Regen",
    ["{a} en {b}", "{a} in {p}", "{p}: {a} en {b}"],
    0.4,
  ),
  af: phrasebook(
    "Sout, As, Lantern, Hawe, Heuning, Draad, Boord, Yster, Brief, Spieël, Brug, Klok, Kers, Tuin, Wol, Reën",
    ["{a} en {b}", "{a} in {p}", "{p}: {a} en {b}"],
    0.7,
  ),
  sv: phrasebook(
    "Salt, Aska, Lykta, Hamn, Honung, Tråd, Äppelgård, Järn, Brev, Spegel, Bro, Klocka, Ljus, Trädgård, Ull, Regn",
    ["{a} och {b}", "{a} i {p}", "{p}: {a} och {b}"],
    0.25,
  ),
  no: phrasebook(
    "Salt, Aske, Lykt, Havn, Honning, Tråd, Frukthage, Jern, Brev, Speil, Bro, Klokke, Lys, Hage, Ull, Regn",
    ["{a} og {b}", "{a} i {p}", "{p}: {a} og {b}"],
    0.3,
  ),
  da: phrasebook(
    "Salt, Aske, Lygte, Havn, Honning, Tråd, Frugthave, Jern, Brev, Spejl, Bro, Ur, Lys, Have, Uld, Regn",
    ["{a} og {b}", "{a} i {p}", "{p}: {a} og {b}"],
    0.3,
  ),
  fi: phrasebook(
    "Suola, Tuhka, Lyhty, Satama, Hunaja, Lanka, Hedelmätarha, Rauta, Kirje, Peili, Silta, Kello, Kynttilä, Puutarha, Villa, Sade",
    ["{a} ja {b}", "{p}: {a}", "{p}: {a} ja {b}"],
    0.3,
  ),
  pl: phrasebook(
    "Sól, Popiół, Latarnia, Port, Miód, Nić, Sad, Żelazo, List, Lustro, Most, Zegar, Świeca, Ogród, Wełna, Deszcz",
    ["{a} i {b}", "{p}: {a}", "{p}: {a} i {b}"],
    0.2,
  ),
  cs: phrasebook(
    "Sůl, Popel, Lucerna, Přístav, Med, Nit, Sad, Železo, Dopis, Zrcadlo, Most, Hodiny, Svíčka, Zahrada, Vlna, Déšť",
    ["{a} a {b}", "{p}: {a}", "{p}: {a} a {b}"],
    0.3,
  ),
  hu: phrasebook(
    "Só, Hamu, Lámpás, Kikötő, Méz, Fonal, Gyümölcsös, Vas, Levél, Tükör, Híd, Óra, Gyertya, Kert, Gyapjú, Eső",
    ["{a} és {b}", "{p}: {a}", "{p}: {a} és {b}"],
    0.3,
  ),
  ro: phrasebook(
    "Sare, Cenușă, Felinar, Port, Miere, Fir, Livadă, Fier, Scrisoare, Oglindă, Pod, Ceas, Lumânare, Grădină, Lână, Ploaie",
    ["{a} și {b}", "{a} la {p}", "{p}: {a} și {b}"],
    0.3,
  ),
  tr: phrasebook(
    "Tuz, Kül, Fener, Liman, Bal, İplik, Meyvelik, Demir, Mektup, Ayna, Köprü, Saat, Mum, Bahçe, Yün, Yağmur",
    ["{a} ve {b}", "{p}: {a}", "{p}: {a} ve {b}"],
    0.3,
  ),
  el: phrasebook(
    "Αλάτι, Στάχτη, Φανάρι, Λιμάνι, Μέλι, Νήμα, Περιβόλι, Σίδερο, Γράμμα, Καθρέφτης, Γέφυρα, Ρολόι, Κερί, Κήπος, Μαλλί, Βροχή",
    ["{a} και {b}", "{p}: {a}", "{p}: {a} και {b}"],
    0.1,
    "Ορβέλα Τάμρις Κελμόρα Ντούναβελ Λισάνταρ Νορέβα Πέλισκ Τόριμελ",
  ),
  ru: phrasebook(
    "Соль, Пепел, Фонарь, Гавань, Мёд, Нить, Сад, Железо, Письмо, Зеркало, Мост, Часы, Свеча, Огород, Шерсть, Дождь",
    ["{a} и {b}", "{p}: {a}", "{p}. {a} и {b}"],
    0.1,
    "Орвела Тамрис Келмора Дунавел Лисандар Норева Пелиск Торимел",
  ),
  uk: phrasebook(
    "Сіль, Попіл, Ліхтар, Гавань, Мед, Нитка, Сад, Залізо, Лист, Дзеркало, Міст, Годинник, Свічка, Город, Вовна, Дощ",
    ["{a} і {b}", "{p}: {a}", "{p}. {a} і {b}"],
    0.1,
    "Орвела Тамріс Келмора Дунавел Лісандар Норева Пеліск Торімел",
  ),
  he: phrasebook(
    "מלח, אפר, פנס, נמל, דבש, חוט, פרדס, ברזל, מכתב, מראה, גשר, שעון, נר, גן, צמר, גשם",
    ["{a} ו{b}", "{a} ב{p}", "{p}: {a} ו{b}"],
    0.1,
    "אורבלה טמריס קלמורה דונאבל ליסנדר נורבה פליסק טורימל",
  ),
  ar: phrasebook(
    "ملح, رماد, فانوس, ميناء, عسل, خيط, بستان, حديد, رسالة, مرآة, جسر, ساعة, شمعة, حديقة, صوف, مطر",
    ["{a} و{b}", "{a} في {p}", "{p}: {a} و{b}"],
    0.02,
    "أورفيلا تامريس كيلمورا دونافيل ليساندار نوريفا بيليسك توريميل",
  ),
  hi: phrasebook(
    "नमक, राख, लालटेन, बंदरगाह, शहद, धागा, बाग़, लोहा, चिट्ठी, आईना, पुल, घड़ी, मोमबत्ती, बगीचा, ऊन, बारिश",
    ["{a} और {b}", "{p} में {a}", "{p}: {a} और {b}"],
    0.53,
    "ओरवेला तामरिस केलमोरा दुनावेल लिसंदर नोरेवा पेलिस्क तोरीमेल",
  ),
  ta: phrasebook(
    "உப்பு, சாம்பல், விளக்கு, துறைமுகம், தேன், நூல், தோப்பு, இரும்பு, கடிதம், கண்ணாடி, பாலம், கடிகாரம், மெழுகுவர்த்தி, தோட்டம், கம்பளி, மழை",
    ["{a}, {b}", "{p}: {a}", "{p}: {a}, {b}"],
    0.1,
    "ஓர்வேலா தம்ரிஸ் கெல்மோரா துனாவேல் லிசந்தர் நொரேவா பெலிஸ்க் தொரிமெல்",
  ),
  te: phrasebook(
    "ఉప్పు, బూడిద, లాంతరు, ఓడరేవు, తేనె, దారం, తోట, ఇనుము, ఉత్తరం, అద్దం, వంతెన, గడియారం, కొవ్వొత్తి, ఉద్యానం, ఉన్ని, వాన",
    ["{a}, {b}", "{p}: {a}", "{p}: {a}, {b}"],
    0.1,
    "ఓర్వెలా తమ్రిస్ కెల్మోరా దునావెల్ లిసందర్ నొరేవా పెలిస్క్ తొరిమెల్",
  ),
  ko: phrasebook(
    "소금, 재, 등불, 항구, 꿀, 실타래, 과수원, 쇠, 편지, 거울, 다리, 시계, 촛불, 정원, 양털, 비",
    ["{a} 그리고 {b}", "{p}의 {a}", "{p}: {a}, {b}"],
    0.02,
    "오르벨라 탐리스 켈모라 두나벨 리산다르 노레바 펠리스크 토리멜",
  ),
  ja: phrasebook(
    "塩, 灰, 灯籠, 港, 蜂蜜, 糸, 果樹園, 鉄, 手紙, 鏡, 橋, 時計, ろうそく, 庭, 羊毛, 雨",
    ["{a}と{b}", "{p}の{a}", "{p} 〜{a}と{b}〜"],
    0.18,
    "オルヴェラ タムリス ケルモラ ドゥナヴェル リサンダル ノレヴァ ペリスク トリメル",
  ),
  zh: phrasebook(CHINESE_WORDS, ["{a}與{b}", "{p}的{a}", "{p}：{a}與{b}"], 0.02, CHINESE),
  cn: phrasebook(CHINESE_WORDS, ["{a}同{b}", "{p}嘅{a}", "{p}：{a}同{b}"], 0.02, CHINESE),
  th: phrasebook(
    "เกลือ, เถ้าถ่าน, โคมไฟ, ท่าเรือ, น้ำผึ้ง, เส้นด้าย, สวนผลไม้, เหล็ก, จดหมาย, กระจก, สะพาน, นาฬิกา, เทียน, สวน, ขนแกะ, ฝน",
    ["{a}และ{b}", "{a}แห่ง{p}", "{p}: {a}และ{b}"],
    0.02,
    "ออร์เวลา ทัมริส เคลโมรา ดูนาเวล ลิซานดาร์ โนเรวา เพลิสก์ โทริเมล",
  ),
  vi: phrasebook(
    "Muối, Tro, Đèn lồng, Bến cảng, Mật ong, Sợi chỉ, Vườn cây, Sắt, Lá thư, Gương, Cây cầu, Đồng hồ, Ngọn nến, Khu vườn, Len, Mưa",
    ["{a} và {b}", "{a} ở {p}", "{p}: {a} và {b}"],
    0.02,
  ),
  id: phrasebook(
    "Garam, Abu, Lentera, Pelabuhan, Madu, Benang, Kebun, Besi, Surat, Cermin, Jembatan, Jam, Lilin, Taman, Wol, Hujan",
    ["{a} dan {b}", "{a} di {p}", "{p}: {a} dan {b}"],
    0.1,
  ),
  ms: phrasebook(
    "Garam, Abu, Tanglung, Pelabuhan, Madu, Benang, Dusun, Besi, Surat, Cermin, Jambatan, Jam, Lilin, Taman, Bulu, Hujan",
    ["{a} dan {b}", "{a} di {p}", "{p}: {a} dan {b}"],
    0.1,
  ),
  tl: phrasebook(
    "Asin, Abo, Parol, Daungan, Pulot, Sinulid, Taniman, Bakal, Liham, Salamin, Tulay, Orasan, Kandila, Hardin, Lana, Ulan",
    ["{a} at {b}", "{a} sa {p}", "{p}: {a} at {b}"],
    0.5,
  ),
};

/** Beginnings and ends of invented places and surnames. */
export const NAME_STARTS =
  "Orv Vel Tam Brisk Cal Dunn Esk Fenn Gar Hal Ist Jor Kel Lor Marr Nev Pell Quill Ros Salv Thor Und Wex Yarr Zel".split(
    " ",
  );
export const NAME_ENDS =
  "ammer avane owick erell idane oster ossa ingmoor aquay ister aven umble ondry eth".split(" ");
export const FIRST_NAMES =
  "Ada Bram Cato Delia Emeka Farah Goran Hye-jin Ines Jonas Kavya Luca Mirela Nuno Olu Petra Rafi Sade Tariq Yuna".split(
    " ",
  );

/** Title forms of each kind of series; see `invented-text.ts` for the slots. */
export const TITLES: Readonly<Record<Kind, readonly string[]>> = {
  drama: [
    "{place}",
    "{surname}",
    "{leaving} {place}",
    "The {place} {document}",
    "{Adjective} {things} of {place}",
    "{leaving} {place}",
    "{number} {things} from {place}",
    "{surname} & {surname}",
    "What {first} Left in {place}",
    "The {surname} {document}",
    "{place}",
  ],
  crime: [
    "{place}",
    "{surname}",
    "The {place} {case}",
    "{surname} and {surname}",
    "{place}: The {case}",
    "{number} Witnesses of {place}",
    "Inspector {surname}",
    "No {things} for {surname}",
    "{place} After {hour}",
  ],
  wonder: [
    "{place}",
    "{place} {digit}",
    "{place} Station",
    "The {Adjective} {things} of {place}",
    "{number} Moons over {place}",
    "{place} Ascending",
    "{surname}'s {Adjective} {document}",
    "Beneath {place}",
    "{place} {digit}",
  ],
  comedy: [
    "{first} {surname}",
    "{first} & {first}",
    "The {surname}s",
    "{first} {surname}: {punchline}",
    "{first} {surname} Is {Adjective}",
    "Almost {place}",
    "{first} and the {surname}s",
    "Everybody Owes {surname}",
    "{number} {things} and a {surname}",
    "{first} {surname}: {place} Live",
  ],
  documentary: [
    "{place}",
    "{first} {surname}",
    "{surname}: The {Adjective} {document}",
    "Inside the {place} {document}",
    "{place}: A History in {number} {things}",
    "The {surname} {case}",
    "The Making of {place}",
    "Who Was {first} {surname}?",
    "{place} From Above",
  ],
  reality: [
    "{contest}: {place}",
    "{place} {contest}",
    "{place} Kitchen Duel",
    "The Great {place} {contest}",
    "Married in {place}",
    "{place} Flippers",
    "{surname} vs. {surname}: {contest}",
    "{number} Nights in {place}",
    "Too {Adjective} for {place}!",
  ],
  family: [
    "{first} & {animal}",
    "{place}",
    "{surname}!",
    "{first} and the {Adjective} {animal}",
    "{animal} School: {place}",
    "The {surname} Pups",
    "{first} of {place}",
    "{place} Rangers",
    "{number} Little {animal}s",
    "Captain {surname} and the {animal}s!",
  ],
};

/** What fills the slots of titles. */
export const SLOTS = {
  document:
    "Ledger,Almanac,Accord,Inheritance,Detour,Testament,Quarter,Correspondence,Bequest,Tide Tables,Household,Arrangement",
  case: "Disappearance,Verdict,File,Ransom,Alibi,Confession Tapes,Drowning,Forgery,Inquest,Hold-Up,Safe House,Hearing",
  Adjective:
    "Unsent,Borrowed,Crooked,Patient,Northern,Hollow,Gilded,Reluctant,Sleepless,Second-Hand,Unfinished,Quiet,Bitter,Paper,Restless,Tin",
  things:
    "Lanterns,Ledgers,Herons,Orchards,Daughters,Sextants,Envelopes,Tenants,Beekeepers,Lighthouses,Magpies,Suitcases,Ferries,Bellmakers,Umbrellas,Locksmiths",
  leaving: "Leaving,Crossing,Forgiving,Almost Home:,Return to,Letters to,Goodnight,Mapping",
  number: "Three,Five,Seven,Nine,Eleven,Thirteen,Seventeen,Forty",
  digit: "4,7,9,12,88,2091,X",
  hour: "Four,Closing,the Frost,the Tide,Eleven,Curfew",
  punchline:
    "Ask My Mother,Mild Peril,Sit Down,Refundable,Loud Library,Wrong Queue,Legally Tall,No Further Questions,Soup Again",
  contest:
    "Bake-Off Row,Barn Swap,Tailor Trials,Glass Games,Allotment Wars,Salvage Race,Noodle Cup",
  animal: "Otter,Badger,Gecko,Heron,Yak,Mole,Puffin,Moth,Turnip",
} as const;

/** Parts of an overview: who, what happens, what is done, and how it goes on. */
export interface Plot {
  who: readonly string[];
  event: readonly string[];
  task: readonly string[];
  stake: readonly string[];
}

export type Kind = "drama" | "crime" | "wonder" | "comedy" | "documentary" | "reality" | "family";

/** Which kind a primary genre belongs to; the others are told as drama. */
export const KINDS: Readonly<Record<number, Kind>> = {
  80: "crime",
  9648: "crime",
  10759: "crime",
  10765: "wonder",
  35: "comedy",
  10767: "comedy",
  99: "documentary",
  10763: "documentary",
  10764: "reality",
  16: "family",
  10751: "family",
  10762: "family",
};

export const PLOTS: Readonly<Record<Kind, Plot>> = {
  drama: {
    who: [
      "a retired ferry pilot",
      "a night-shift nurse with debts",
      "a village schoolteacher",
      "a disgraced magistrate",
      "a widowed glassblower",
      "the heir to a failing shipyard",
      "a court interpreter",
      "a runaway apprentice",
    ],
    event: [
      "an old letter turns up in {place}",
      "the river uncovers a drowned village",
      "the family mill is sold overnight",
      "a stranger arrives wearing a familiar ring",
      "a long strike divides the port of {place}",
      "the last train from {place} is cancelled",
      "a wedding ends in silence",
      "a will names a child nobody knew",
    ],
    task: [
      "returns to {place} to settle old accounts",
      "must choose between loyalty and the truth",
      "takes in a boarder with another name",
      "tries to keep three generations under one roof",
      "starts over in a house that is not empty",
      "breaks a promise made at a deathbed",
      "risks everything on one harvest",
      "writes down what really happened",
    ],
    stake: [
      "before the winter roads close",
      "while a whole town takes sides",
      "as two families count their losses",
      "and learns what forgiveness costs",
      "with only a season left to decide",
      "though nobody asked for the truth",
      "and finds love where it is least convenient",
      "as the past comes knocking",
    ],
  },
  crime: {
    who: [
      "a customs officer on her last case",
      "a safecracker fresh out of prison",
      "a detective who cannot sleep",
      "a prosecutor with a hidden past",
      "a small-town coroner",
      "an undercover courier",
      "a former bodyguard",
      "an insurance investigator",
    ],
    event: [
      "a body is found below the {place} lock",
      "a bank van vanishes between two bridges",
      "a witness recants on live television",
      "an informer is unmasked",
      "a copycat strikes in {place}",
      "a judge's daughter disappears",
      "the evidence room burns down",
      "a cold case thaws in {place}",
    ],
    task: [
      "follows the money to {place}",
      "is drawn into a war between two smuggling clans",
      "must clear a rival's name",
      "plans one last job",
      "hunts a killer who leaves train tickets",
      "bargains with the people who set the trap",
      "uncovers a conspiracy inside the harbour police",
      "has forty-eight hours to find the hostages",
    ],
    stake: [
      "before the trial collapses",
      "while every ally becomes a suspect",
      "and discovers that the victim is still alive",
      "as the body count rises",
      "with nobody left to trust",
      "knowing that the next target is family",
      "until the hunter becomes the hunted",
      "in a city that profits from silence",
    ],
  },
  wonder: {
    who: [
      "a salvage pilot",
      "a cartographer of dreams",
      "the last lamplighter of {place}",
      "an android gardener",
      "a band of teenage tide-readers",
      "a clockmaker who remembers tomorrow",
      "an exiled archivist",
      "a colony's only doctor",
    ],
    event: [
      "the second moon goes dark",
      "a signal arrives from drowned {place}",
      "time skips a day every week",
      "the forest starts to speak in borrowed voices",
      "a sealed gate opens beneath {place}",
      "the dead of one night come home",
      "gravity fails over the northern sea",
      "a prophecy turns out to be a forgery",
    ],
    task: [
      "sets out for a city that no map shows",
      "must bargain with the machine that rules {place}",
      "hides a child who can stop the rain",
      "wakes in somebody else's century",
      "gathers a crew of thieves and believers",
      "guards the border between two worlds",
      "learns to wield a forbidden craft",
      "steals the one key that fits every door",
    ],
    stake: [
      "before the stars go out",
      "while an empire prepares for war",
      "and awakens something older than the gods",
      "as the worlds begin to merge",
      "with the fate of the colony at stake",
      "though each use costs a memory",
      "and finds that the enemy wears a known face",
      "in a race against the rising tide",
    ],
  },
  comedy: {
    who: [
      "a washed-up quiz-show host",
      "an overqualified intern",
      "a divorced pastry chef",
      "a landlord with no tenants",
      "an accidental mayor",
      "a wedding band without a singer",
      "a hopeless matchmaker",
      "a stand-up with stage fright",
    ],
    event: [
      "a clerical error makes the whole of {place} rich",
      "the office moves into a former zoo",
      "an ex moves in next door",
      "a viral video goes very wrong",
      "grandmother joins a dating app",
      "the family restaurant loses its only recipe",
      "a reunion in {place} runs three weeks over",
      "the neighbours declare independence",
    ],
    task: [
      "pretends to be an expert on marriage",
      "shares a flat with four former rivals",
      "takes the stage in {place} with stories about airports, uncles and tax",
      "fakes a sabbatical",
      "coaches the worst team in the league",
      "opens a hotel with no rooms",
      "learns to parent by correspondence course",
      "talks frankly about ageing, cats and cheap flights",
    ],
    stake: [
      "and nobody at home may find out",
      "with predictably awkward results",
      "while dodging an army of relatives",
      "as the bills pile up",
      "and discovers that honesty is worse",
      "one terrible idea at a time",
      "until the wrong person laughs",
      "in front of a very patient audience",
    ],
  },
  documentary: {
    who: [
      "a team of deep-water divers",
      "a panel of former investigators",
      "an award-winning film crew",
      "a group of survivors",
      "a marine biologist",
      "a generation of athletes",
      "a veteran reporter",
      "a circle of chefs and farmers",
    ],
    event: [
      "a sealed archive in {place} is opened",
      "a champion walks away from the game",
      "a company worth billions collapses in a week",
      "a missing-persons case is reopened",
      "the glaciers above {place} retreat",
      "an unknown artist becomes a legend",
      "a cult leaves {place} overnight",
      "a season ends in scandal",
    ],
    task: [
      "retraces the last voyage of a lost ferry",
      "speaks on camera for the first time",
      "examines the evidence that the court never saw",
      "follows one herd across a changing plain",
      "reveals how the fraud worked",
      "looks back on a season that changed the sport",
      "traces a single dish from {place} across four continents",
      "records the rarest animals of the region",
    ],
    stake: [
      "with unseen footage and candid interviews",
      "and asks who profited",
      "as the questions multiply",
      "from the first rumour to the verdict",
      "in a portrait of courage and obsession",
      "while the clock of nature runs down",
      "and finds a story stranger than the headlines",
      "in the words of those who were there",
    ],
  },
  reality: {
    who: [
      "a field of twelve amateur carpenters",
      "a houseful of strangers",
      "a pair of property experts",
      "a group of single islanders",
      "a crew of rookie chefs",
      "a cast of retired champions",
      "a travelling stylist",
      "a team of glass artists",
    ],
    event: [
      "the doors of a villa in {place} close",
      "the phones are taken away",
      "the prize doubles without warning",
      "the judges change the rules",
      "a former couple has to share a team",
      "the budget runs out in {place}",
      "the first elimination goes wrong",
      "the contestants meet their in-laws",
    ],
    task: [
      "competes for a prize that shrinks with every mistake",
      "turns a ruin near {place} into a home",
      "looks for love without seeing a face",
      "cooks for a table of merciless critics",
      "swaps lives for thirty days",
      "rebuilds a business in a single week",
      "faces puzzles, storms and one another",
      "opens up about family, fame and money",
    ],
    stake: [
      "and only one gets to stay",
      "while alliances form and crumble",
      "with a life-changing sum on the line",
      "as tempers fray in the heat",
      "and every secret has a price",
      "under the eyes of three tough judges",
      "but the real test is trust",
      "before the cameras stop",
    ],
  },
  family: {
    who: [
      "a curious young otter",
      "a trio of cousins",
      "a timid apprentice witch",
      "a robot built from spare parts",
      "a pup with a big imagination",
      "a high-school kite fighter",
      "an orphaned swordsman",
      "a girl who talks to machines",
    ],
    event: [
      "the lighthouse of {place} loses its light",
      "a map falls out of a library book",
      "the summer fair is called off",
      "a tiny dragon hatches at school",
      "the village of {place} forgets how to sing",
      "a tournament opens its gates to outsiders",
      "a storm carries the playground away",
      "the toys of {place} go on strike",
    ],
    task: [
      "solves problems with songs, glue and good manners",
      "joins a crew of sky pirates",
      "trains to become the guardian of {place}",
      "helps the neighbours, one small rescue at a time",
      "enters an academy for unusual talents",
      "goes looking for a lost grandfather",
      "must defeat seven masters",
      "learns about numbers, weather and friendship",
    ],
    stake: [
      "with a little help from friends",
      "before the holidays end",
      "and finds out what bravery means",
      "while a sneaky rival plots next door",
      "as an ancient power stirs",
      "and makes plenty of mess on the way",
      "in adventures both big and small",
      "until everyone can go home",
    ],
  },
};

/** Further sentences for long overviews. */
export const ASIDES: readonly string[] = [
  "Nobody in {place} talks about that summer.",
  "{first} {surname} has reasons that nobody asks about.",
  "The truth, it turns out, was never hidden very well.",
  "Old friends become rivals, and rivals become something else entirely.",
  "Based on the novels by {first} {surname}.",
  "Set over a single year, the series moves between {place} and the coast.",
  "Each episode opens a new chapter and closes an old wound.",
  "From the makers of an earlier series of the same name.",
  "Meanwhile, {first} {surname} keeps a diary that everyone would like to read.",
  "There are rules here: do not ask, do not lend, do not look back.",
  "What begins as a favour ends as a reckoning.",
  "Along the way come weddings, floods, lawsuits & a missing dog.",
  "It is a story of work, luck and weather; of those who stay, and of those who cannot.",
  "With {first} {surname}, {first} {surname} and a cast of newcomers.",
];

/** Sentences with quotation marks in them. */
export const QUOTATIONS: readonly string[] = [
  'The neighbours call it "the long winter".',
  '{first} knows only one answer: "Not yet."',
  "Everyone remembers the “incident” at {place} differently.",
  'Winner of the "Silver Heron", {place}.',
];

/** Texts as awkward as real ones: what CSV, HTML and spreadsheets stumble over. All of it is data. */
export const AWKWARD: readonly { name?: string; overview?: string }[] = [
  {
    name: "<b>Orvela</b> & Sons",
    overview: "Is this <b>bold</b>? <script>alert('no')</script> & more.",
  },
  { name: "=1+1 Tamris", overview: "=SUM(A1:A9) is what the accountant of Pelisk whispers." },
  { name: 'The "Kelmora" Question', overview: 'She said, "Never, ever," and hung up.' },
  {
    name: "Rain, Wool, & Other Debts",
    overview: "First line, with a comma,\nsecond line,\n\nand a third.",
  },
  { name: "+49 Dunavel", overview: "A wrong number.\r\nA right answer.\r\n" },
  { name: "@pelisk", overview: "Follow along 🐦‍⬛ as @pelisk breaks the internet 💥📉." },
  { name: "🍋 Noreva Lemon Club 🍋", overview: "Four friends 👩🏽‍🌾, one orchard, no plan." },
  {
    name: "Lisandar: 塩と灰",
    overview: "東の港町リサンダル。「帰らない」と決めた娘が戻ってくる。",
  },
  {
    name: "-Torimel-",
    overview: "A tab\there, a semicolon; there, and a back\\slash at the end\\",
  },
  {
    name: "O'Vel's d’Été Noël Ñandú",
    overview: "Café, naïve, façade, Ærø, Łódź — accents of every kind…",
  },
  { name: "  Salt in Orvela", overview: "  Leading and trailing spaces are kept.  " },
  { name: "1007", overview: "1007 is a house number, a bus line and one very long night." },
];
