import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { csv, idOf, labelsFolder, labelsIn, shuffled, withoutDoubles } from './drawing.ts'
import { clean, type Piece, readTexts, readTitles, sentencesOf } from './texts.ts'

// Draws sentences that nobody has looked at, the same ones every time, and keeps the labels made so far.
// Not to be read, nor what it draws, by whoever writes the rules:
//   npx tsx tests/coaching/sample-fresh.ts FOLDER-OF-PUBLIC-DATA

const randomCouncil = 80
const randomInnovation = 40
const nearest = 20
const widest = 9
const ofFunders = 12
const perNotice = 3

/** For each rule whose labels are few: a search near to its words, then one that is as wide as may be. */
const searches: Record<string, [RegExp, RegExp]> = {
  'brand-named': [
    /\b(Microsoft|Windows|Office ?365|Oracle|SAP|Google|Adobe|Apple|Cisco|Citrix|VMware|Fujitsu|Lenovo|Dell|HP|IBM|Xerox|Konica|Ricoh|Autodesk|Esri|ArcGIS|QGIS|Idox|Civica|Northgate|Capita|Unit ?4|Salesforce|ServiceNow|Sophos|Mimecast|Nutanix|Avaya|Mitel|Liberata|Tascomi|Granicus|Orchard|MRI|RAMIS|iTrent|Bartec|Tranman|Moodle|Panopto|SmartLog|Learning Pool|Ford|Mercedes|JCB|DAF|Dennis|Scania|Volvo|Iveco|Isuzu|Nissan|Peugeot|Citroen|Renault|Vauxhall|Volkswagen|VW|Toyota|Kia|Hyundai|Skoda|Tesla|BMW|Land Rover|Terberg|Faun|NTM|Hako|Johnston|Ransomes|Toro|Kubota|Stihl|Versalift|Hiab|Manitou|Bomag|Honeywell|Bosch|Schneider|Siemens|Philips|Thermo|Agilent|Zeiss|Nikon|Leica|Bruker|MATLAB|Velux|Marley|Kingspan|Vaillant|Baxi|Altro|Yale)\b|®|™|\b(manufactur\w+|brand(s|ed)?|genuine|OEM|dealers?|patent\w*|trade ?marks?|licen[cs]es|or equivalent|current system)\b/,
    /\b(suppl(y|ies|ying)|purchas\w+|subscriptions?|lease|hire|software|machines?|vehicles?|equipment|bod(y|ies)|spec|upgrad\w+|replac\w+|support)\b.*\s(?!Council|Borough|City|County|District|Framework|The\b|Lots?\b|Government|Wales|Scotland|University|Contract|Services?|Regulations?)[A-Z][a-z]+\w*|\b\d+ ?(x|no\.?|off) [A-Z]|\b[a-z]+ [A-Z][a-z]+[A-Z\d]\w*|\b[A-Z]{2,}[-\d]\d+\b/,
  ],
  'standard-without-equivalent': [
    /\b(accredit\w*|certif\w*|registered|registration|licen[cs]ed|scheme|standards?|BS|ISO|EN ?\d|chartered|memberships?|members? of|approved|kitemark|PAS ?\d+)\b/i,
    /\b(qualif(ied|ications?)|complian(t|ce)|compl(y|ies)|licen[cs]\w*|award|NVQ|level \d|specifications?|code of practice|guidelines?|trained|competen\w+|body|DBS|disclosure|checks?|audited|protocol|index|grade)\b/i,
  ],
  'turnover-floor': [
    /\b(turnover|ratios?|credit|financial(ly)? (stand\w+|stab\w+|viab\w+|health|position|strength|risk|check\w*|statu?s|capacity|soundness|robust)|solven\w+|profit\w*|net worth|parent company|risk score|failure score)\b/i,
    /\b(financ\w+|insolven\w+|bankrupt\w*|assets|liabilities|reserves|guarantee|bond|losses|income|stability|viab\w+|economic)\b/i,
  ],
  'solution-named': [
    /\b(requir\w*|need\w*|seek\w*|looking|procur\w+|provi\w+|supply|must|shall|should|will|implement\w*|replac\w+|deliver\w*|purchas\w+|install\w*)\b.*\b(systems?|software|platforms?|apps?|portal|digital|online|web\w*|solutions?|electronic|cloud|hosted|database|CRM|SaaS|network|sensors?|tools?|devices?)\b/i,
    /\b(systems?|software|technolog\w+|model|automat\w+|virtual|remote\w*|video|smart|internet|wi-?fi|telephon\w+|cameras?|website|interface|module|helpline|face[- ]to[- ]face|in-house|method\w*|pumps?|panels?|boilers?|solar|LED|prefabricat\w+|modular|traffic lights|signals?)\b/i,
  ],
  'design-described': [
    /\b\d+(\.\d+)? ?-?(mm|cm|m|metres?|m2|sqm|kg|kw|kva|cc|l|litres?|t|te|tonnes?|ton|seats?|seater|inch|volts?|v|gb|tb|hp|bhp|mhz|mbps|gsm|page|storey|berth|person|pixels|fps|w)\b/i,
    /\b(colou?rs?|steel|timber|wood\w*|oak|alumini?um|galvani\w+|paint\w*|tarmac|concrete|brick|stone|slate|rubber|plastic|glass|glaz\w+|upvc|pvc\w*|diameter|thick\w*|width|height|wide|deep|sized?|shape|capacity|electric|diesel|hybrid|petrol|4x4|fabric|cotton|surface|fitted|mounted|narrow|compact|lightweight|waterproof|laminated|printed|double|single|new build|tail lift)\b/i,
  ],
  'input-specified': [
    /\b(\d+(\.\d+)?|one|two|three|four|five|six|seven|eight|ten|twelve|full|part|each|every|per|once|twice|week\w*|dai\w+|month\w*|annual\w*|quarter\w*|regular\w*|minimum|fortnight\w*|24\/7)\b.{0,30}\b(hours?|days?|staff|FTE|officers?|visits?|times|sessions?|vehicles?|operatives?|crews?|inspections?|week|month|quarter|annum|units|meetings?|workers|servic(e|ing)|reports?|workshops?|teams?|posts?|rounds?|cuts?|collections?|cleans?|checks?|trainers?|guards?|drivers?)\b/i,
    /\b(staff\w*|visits?|hours|times|sessions?|attend\w*|meetings?|reports?|annual\w*|monthly|weekly|daily|quarterly|regular\w*|frequen\w+|programme|rota|shifts?|teams?|appoint|employ\w*|apprentice\w*|working days|response|night|weekend\w*)\b/i,
  ],
  'one-firm': [
    /\b(sole(ly)?|incumbent|proprietary|exclusiv\w*|compatib\w+|interoperab\w+|integrat\w+ with|without (prior|a call|competition|advert\w+)|direct(ly)? award\w*|awarded direct\w*|unique\w*|copyright|intellectual property|technical reasons|original|no other|monopol\w+|VEAT|transparency notice|negotiated procedure|exclusive rights|patent\w*|waiver|exempt\w*|only (one|by|the))\b/i,
    /\b(only|alone|existing|current|continu\w+|extension|renew\w*|bespoke|specialist|single|already|same|modification|variation|additional|urgen\w+|absence|maintain\w*)\b/i,
  ],
  'worked-for-us': [
    /\b(experience\w*|track record|worked|familiar\w*|knowledge of|understanding of|based (in|within)|locally|within \d+ miles|references?|case stud\w+|proven|history of)\b/i,
    /\b(local|previous(ly)?|past|region\w*|similar|public sector|authorities|established|Welsh|Scottish|Lancashire|North West|SMEs?|area|current(ly)?|held|recipients?|existing (grant|award|provider)s?)\b/i,
  ],
  'criteria-vague': [
    /\b(award(ed|ing)? (of|to|criteri\w+|on|will|based)|criteri\w+|best|evaluat\w+|assess(ed|ment|ing)|scor(e|es|ed|ing)|weight\w*|MEAT|advantageous|competitive\w*|selected|judg\w+|rank\w*|merit\w*|shortlist\w*|panel)\b/i,
    /\b(value for money|quality|technical|consider(ed|ation)|decid\w+|decision|successful|preferred|basis|review\w*|priorit\w+|appropriate|suitab\w+|strong\w*|excellen\w+|fit)\b/i,
  ],
  'price-dominant': [
    /\b(price[ds]?|pricing|lowest|cheap\w*|commercial|discount\w*|financial (score|offer|submission|evaluation|envelope)|most economic\w*|100 ?%|[6-9]\d ?%)\b/i,
    /\b(costs?|fees?|rates?|quote\w*|quotation\w*|economic\w*|tariff|budget|per ?cent|value for money|ratio|best value|tendered)\b|\d ?%/i,
  ],
  'experience-years': [
    /\b(experience\w*|examples?|case stud\w+|references?|referees?|previous\w*|similar (contracts?|projects?|works?|services?)|post-qualif\w+|PhD|doctora\w+|last|past|recent\w*|since)\b.*\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|years?|months?|examples?|minimum|least|relevant|evidence|demonstrat\w+)\b|\b(\d+|two|three|five|ten)\b.*\b(examples?|experience|case studies|references)\b/i,
    /\b(experience\w*|examples?|references?|qualif\w+|career|senior\w*|established|track record|proven|graduat\w+|fellow\w*|years?)\b/i,
  ],
}

/** What is left of likelier words, and how many of it at most: drawn last. */
const likelier: Record<string, [RegExp, number]> = {
  'criteria-vague': [
    /most economic|\bMEAT\b|award criteri|evaluation criteri|value for money|best value|\bevaluated (on|against|in)|\bbasis of\b.*(quality|price)|quality.{0,30}price|price.{0,30}quality|assessed (on|against)|offers? the best|best (suits|meets|overall)|highest.{0,20}scor|awarded to the|criteria (is|are|will|set|as|in|for)/i,
    26,
  ],
  'price-dominant': [
    /lowest|cheapest|price[- ]only|price alone|price.{0,40}%|%.{0,40}(price|cost)|100 ?%|solely|most economic|reverse auction|e-?auction|best price|highest (bid|offer|price)|hourly rate/i,
    10,
  ],
  'one-firm': [
    /only (supplier|provider|firm|company|contractor|one)|sole (supplier|provider|source)|VEAT|transparency|without (prior|competition|publication)|exclusive|original (equipment )?manufacturer|no other|proprietary|technical reasons|compatib|direct(ly)? award|awarded direct|existing (supplier|provider|contractor|licen|system|software)|current (supplier|provider|contractor|licen)|incumbent|interoperab|integrat\w+ with|negotiat\w+ (procedure )?without|continu\w+ (of|with) (the )?(existing|current)|extension of (the )?contract|unique/i,
    18,
  ],
  'solution-named': [
    /(requir|need|seek|looking|procur|provision of|must|shall|should|replac|purchas|implement|deliver).{0,80}\b(software|platform|app|portal|digital|online|web-?\w*|electronic|cloud|hosted|database|CRM|SaaS|network|wi-?fi|GPS|CCTV|sensors?|telematics|system)\b/i,
    16,
  ],
  'standard-without-equivalent': [
    /\b(ISO|BS|BS ?EN|PAS|BSI|accredit|certifi|chartered|registered (with|as|to)|regist\w+ with|member(ship)? of (a|the|an)|NVQ|RICS|RIBA|ARB|DBS|Disclosure|CSCS|SIA|CQC|Ofsted|Care Inspectorate|Gas ?Safe|Operator.s? licen|licen[cs]ed by|licen[cs]e (from|issued)|PVG|FSC|BREEAM|Passivhaus|WCAG|Secured by Design|Building Regulations|British Standard|NHBC|quality mark|Investors? in|Living Wage|Disability Confident|Cyber Essentials|food hygiene|Red Tractor|MSC)\b/i,
    16,
  ],
  'input-specified': [
    /\b(\d+|one|two|three|four|five|six|twice|once|weekly|daily|monthly|quarterly|annual(ly)?|fortnightly|24\/7|24 hours?|full[- ]time|part[- ]time|minimum)\b.{0,25}\b(hours?|days? (per|a)|staff|FTE|officers?|visits?|times|sessions?|inspections?|meetings?|per week|a week|reports?|workshops?|guards?|drivers?|collections?|cleans?|operatives?|a year|per (annum|month|day))\b|\b(monthly|quarterly|weekly|daily)\b/i,
    14,
  ],
  'worked-for-us': [
    /(experience|track record|knowledge|worked).{0,60}(public sector|local authorit|council|NHS|school|housing|Wales|Scotland|Welsh|Scottish|Lancashire|local|area|region|heritage)|local(ly)? (based|supplier|contractor|firm|compan|business|provider|presence|office)|based (in|within)|within .{0,12}miles|previous(ly)? (held|award|worked|grant|fund)|must (have|hold|be) .{0,40}(grant|award|funded|fellowship)|existing (grant|award)|have received/i,
    16,
  ],
  'experience-years': [
    /(\d+|one|two|three|four|five|six|seven|eight|ten|twelve)\W+(\w+\W+){0,4}(years?|months?).{0,40}(experience|PhD|doctora|award|qualif|post|career|track)|(experience|PhD|doctora\w+|career|track record|past|last|previous|within).{0,40}(\d+|one|two|three|four|five|seven|eight|ten) (years?|months?)|(minimum|at least|maximum|up to) (of )?(\d+|one|two|three|four|five).{0,30}(example|reference|case stud|project|contract)/i,
    14,
  ],
  'brand-named': [
    /\b(Ford|Mercedes|Toro|Iveco|DAF|NTM|Versalift|Econic|Civica|Microsoft|Windows|SQL|Oracle|Cisco|Adobe|Google|IBM|Dell|HP|SAP|VMware|LabVIEW|Nikon|Kubota|JCB|Hako|Johnston|Kona|Mellor|Hatz|Zeiss|OPAS|Northgate|Idox|ISUZU|Isuzu|Dennis)\b|®|™/,
    10,
  ],
  'turnover-floor': [
    /turnover|ratio\b|ratios\b|failure score|credit (rating|score|check)|financial risk|risk score|parent company|financial(ly)? (stand|stab|viab|strength|sound)|insolven|bankrupt|solven/i,
    8,
  ],
}

/** Rules that the funders' texts may break as well: who may apply. */
const funded = new Set(['worked-for-us', 'experience-years'])

type Row = { id: string; source: string; text: string; labels: string }
type Drawn = { source: string; text: string }

/** Runs of three words, with every number taken for the same one: what two sentences of one template share. */
function runsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .replaceAll(/\d+/g, '0')
    .split(/[^\p{L}\d]+/u)
  const kept = words.filter((word) => word !== '')
  return kept.slice(2).map((word, i) => `${kept[i]} ${kept[i + 1]} ${word}`)
}

/** Whether a sentence shares more than half of its runs with one remembered; if not, it is remembered. */
function memory(): (text: string) => boolean {
  const holders = new Map<string, number[]>()
  let size = 0
  return (text) => {
    const runs = [...new Set(runsOf(text))]
    const shared = new Map<number, number>()
    for (const holder of runs.flatMap((run) => holders.get(run) ?? []))
      shared.set(holder, (shared.get(holder) ?? 0) + 1)
    const known = [...shared.values()].some((count) => count * 2 > runs.length)
    if (!known) {
      for (const run of runs) holders.set(run, [...(holders.get(run) ?? []), size])
      size += 1
    }
    return known
  }
}

function rowsIn(name: string): Drawn[] {
  return parse(readFileSync(join(labelsFolder, name)), { columns: true }) as Drawn[]
}

const refOf = (source: string): string => source.replace(/^[^:]*:/, '').split(' ')[0] ?? ''

/** Sentences that aren't drawn yet, aren't of a notice that was drawn whole and don't resemble what was drawn. */
function unseen(pieces: Piece[]): Piece[] {
  const labelled = rowsIn('sentences.csv')
  const whole = new Set(rowsIn('notices.csv').map(({ source }) => refOf(source)))
  const resembles = memory()
  for (const { text } of labelled) resembles(text)
  const others = withoutDoubles([...labelled, ...pieces]).slice(labelled.length) as Piece[]
  return others.filter(({ ref, text }) => !whole.has(ref) && !resembles(text))
}

type Spread = (piece: Piece) => boolean

/** The first few pieces of a notice that it is asked about. */
function fewPerNotice(): Spread {
  const counts = new Map<string, number>()
  return ({ ref }) => {
    counts.set(ref, (counts.get(ref) ?? 0) + 1)
    return (counts.get(ref) ?? 0) <= perNotice
  }
}

function drawFresh(pieces: Piece[]): { piece: Piece; drawn: string }[] {
  const described = pieces.filter(({ part }) => part === 'description')
  const councils = pieces.filter(({ kind }) => kind === 'council')
  const funders = pieces.filter(({ kind }) => kind === 'innovation')
  const random = [
    ...described.filter(({ kind }) => kind === 'council').slice(0, randomCouncil),
    ...described.filter(({ kind }) => kind === 'innovation').slice(0, randomInnovation),
  ]
  const drawn = random.map((piece) => ({ piece, drawn: 'fresh random' }))
  const taken = new Set(random)
  const search = (rule: string, from: Piece[], words: RegExp, most: number, spread: Spread): void => {
    const found = from.filter((piece) => !taken.has(piece) && words.test(piece.text))
    for (const piece of found.filter(spread).slice(0, most)) {
      taken.add(piece)
      drawn.push({ piece, drawn: `fresh ${rule}` })
    }
    process.stdout.write(`${rule}: ${found.length} candidates\n`)
  }
  for (const [rule, [near, wide]] of Object.entries(searches)) {
    const spread = fewPerNotice()
    search(rule, councils, near, nearest, spread)
    search(rule, councils, wide, widest, spread)
    if (funded.has(rule)) search(rule, funders, near, ofFunders, spread)
  }
  for (const [rule, [words, most]] of Object.entries(likelier))
    search(rule, pieces, words, most, fewPerNotice())
  return drawn
}

const [dataFolder] = process.argv.slice(2)
if (dataFolder === undefined) throw new Error('Name the folder that holds challenges/ and ocds/.')
const file = join(labelsFolder, 'fresh-sentences.csv')
const kept = labelsIn(file)
const texts = [...readTexts(dataFolder), ...readTitles(dataFolder)].map((text) => ({
  ...text,
  text: clean(text.text),
}))
const rows = drawFresh(unseen(shuffled(texts.flatMap(sentencesOf)))).map(({ piece, drawn }): Row => {
  const id = idOf('s', piece.text)
  const source = `${piece.source}:${piece.ref} ${drawn}`
  return { id, source, text: piece.text, labels: kept.get(id) ?? '' }
})
writeFileSync(
  file,
  csv(
    rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
    ['id', 'source', 'text', 'labels'],
  ),
)
process.stdout.write(`fresh-sentences.csv: ${rows.length} rows\n`)
