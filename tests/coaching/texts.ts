import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { markCut, repairText } from '../../shared/organisations/repaired-text.ts'

/** A public text: which list it is from, its reference there, and whether it is the description or other text of the notice. */
export type Text = {
  source: string
  ref: string
  kind: 'council' | 'innovation'
  part: 'description' | 'elsewhere'
  place: number
  text: string
}
export type Piece = Text

export const digest = (text: string): string => createHash('sha1').update(text).digest('hex')

/** What two near-duplicates have in common. */
export const openingOf = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').slice(0, 60)

const longest = 100
const nations = ['english', 'scottish', 'welsh']

/** A list of addresses or codes isn't a text; a text that its source cut off isn't whole. */
export const isReal = (text: string): boolean => !text.endsWith('…') && /[a-z]{3}/.test(text)

type Release = { ocid: string; description?: string; tender: Tender }
type Described = { description?: string; minimum?: string; name?: string }
type Tender = {
  title?: string
  description?: string
  lots?: (Described & {
    title?: string
    renewal?: Described
    options?: Described
    awardCriteria?: { criteria?: Described[] }
    selectionCriteria?: Described
  })[]
  selectionCriteria?: { criteria?: Described[] }
  contractTerms?: { performanceTerms?: string }
}

/** Every text that may be drawn from, as its publisher gave it. */
export function readTexts(folder: string): Text[] {
  const lists = ['awards', 'not_awarded'].flatMap((list) => {
    const file = readFileSync(join(folder, `challenges/uk_contracts_finder_${list}.csv`))
    const rows = parse(file, { columns: true, bom: true }) as { ref: string; description: string }[]
    return rows.map(({ ref, description }) => council(`contracts-finder-${list}`, ref, description))
  })
  const opportunities = readFileSync(join(folder, 'challenges/uk_innovation_opportunities.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { id: string; source: string; description: string })
    .map((row): Text => ({ ...council(row.source, row.id, row.description), kind: 'innovation' }))
  const releases = nations.flatMap((nation) =>
    releasesOf(folder, nation).flatMap((one) => textsOf(nation, one)),
  )
  return [...lists, ...opportunities, ...releases].filter(({ text }) => text !== '')
}

/** Titles of notices and lots, and what is said of renewals and options: nothing of it may be drawn by `sample.ts`. */
export function readTitles(folder: string): Text[] {
  const lists = ['awards', 'not_awarded'].flatMap((list) => {
    const file = readFileSync(join(folder, `challenges/uk_contracts_finder_${list}.csv`))
    const rows = parse(file, { columns: true, bom: true }) as { ref: string; title: string }[]
    return rows.map(({ ref, title }) => council(`contracts-finder-${list}`, ref, title))
  })
  const releases = nations.flatMap((nation) =>
    releasesOf(folder, nation).flatMap(({ ocid, tender }) =>
      [
        tender.title,
        ...(tender.lots ?? []).flatMap((lot) => [
          lot.title,
          lot.renewal?.description,
          lot.options?.description,
        ]),
      ].map((text) => council(`ocds-${nation}`, ocid, text ?? '')),
    ),
  )
  return [...lists, ...releases]
    .filter(({ text }) => text !== '')
    .map((text, i) => ({ ...text, part: 'elsewhere', place: -1 - i }))
}

function releasesOf(folder: string, nation: string): Release[] {
  const file = readFileSync(join(folder, `ocds/uk_samples/${nation}_releases.json`), 'utf8')
  return (JSON.parse(file) as { releases: Release[] }).releases
}

function council(source: string, ref: string, text: string): Text {
  return { source, ref, kind: 'council', part: 'description', place: 0, text }
}

function textsOf(nation: string, { ocid, description, tender }: Release): Text[] {
  const elsewhere = [
    description,
    ...(tender.lots ?? []).flatMap((lot) => [
      lot.description,
      lot.selectionCriteria?.description,
      ...(lot.awardCriteria?.criteria ?? []).map(({ name }) => name),
    ]),
    ...(tender.selectionCriteria?.criteria ?? []).flatMap((one) => [one.description, one.minimum]),
    tender.contractTerms?.performanceTerms,
  ]
  const main = council(`ocds-${nation}`, ocid, tender.description ?? '')
  const others = elsewhere.map(
    (text, i): Text => ({ ...main, part: 'elsewhere', place: (i + 1) * 1000, text: text ?? '' }),
  )
  return [main, ...others]
}

// English words that end in what is also a line end without its backslashes.
const wordsInRn =
  /^(re|over)?(turn|burn|born|torn|worn|corn|horn|barn|yarn|warn|learn|earn|fern|stern|intern|extern|urn|modern|govern|concern|pattern|cavern|tavern|lantern|discern|adjourn|mourn|adorn|stubborn)$|(north|south|east|west)ern$|burn$/i

/** Text as a reader would see it, without anybody's address or number: those are replaced by invented ones. */
export function clean(text: string): string {
  // Line ends and tabs that lost their backslashes: `ends.rnrnThen`, `Thern Provider`, `4B.5.1 ttInsurance`.
  const separate = text
    .replaceAll(/(?<=^|[^a-z]|[bcdfghjklmnpqrstvwxyz])(rn)+(?![a-z])/g, '\n')
    .replaceAll(/\b([A-Za-z]*[aeou])rn\b/g, (word, stem: string) =>
      wordsInRn.test(word) ? word : `${stem} `,
    )
    .replaceAll(/(?<=\s|[.:)-])t+(?=[A-Z*])|\bt{2,}(?=\w)|(?<=\s)t+(?=\s|$)/g, ' ')
  const repaired = repairText(separate)
    .replaceAll('&amp;', '&')
    .replaceAll(/\*{3,}/g, '')
  return markCut(withoutPeople(repaired).trim())
}

function withoutPeople(text: string): string {
  return (
    text
      .replaceAll(/\[e-?mail( removed)?\]/gi, 'alex.marsh@example.org')
      // The publisher of the data took the number of a notice for a telephone.
      .replaceAll(/(?<=\/S )\[phone( removed)?\]/g, '000-012345')
      .replaceAll(/\[(tele)?phone( removed)?\]/gi, '01632 960123')
      .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, (address) =>
        /^[a-z]+\.[a-z]+\d?@/i.test(address)
          ? 'alex.marsh@example.org'
          : `${address.split('@')[0]}@example.org`,
      )
      // Not a time before a date: `0900 2025-03-11`.
      .replaceAll(/(?<![\w/=-])(\+44 ?(\(0\) ?)?|0)(\d[ )-]*){8,9}\d\b(?!-\d)/g, '01632 960123')
  )
}

/** The sentences of a text of 4 to 100 words. A line of its own and an item of a list are sentences too. */
export function sentencesOf(text: Text): Piece[] {
  const wrapped = text.source === 'ncsc' || text.source === 'dasa'
  const lines = wrapped ? text.text.replaceAll(/(?<![.:\n])\n(?!\n)/g, ' ') : text.text
  const sentences = lines
    .split(/\n+|(?<=[.!?]["”)]?) +(?=["“(]?[A-Z0-9•])|\s+(?=[•▪‣]|- [A-Z])/)
    .map((sentence) => sentence.replaceAll(/^[\s•▪‣*·–-]+|\s+$/g, ''))
  return sentences
    .map((sentence, i) => ({ ...text, place: text.place + i, text: sentence }))
    .filter(({ text: sentence }) => isSentence(sentence))
}

function isSentence(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /[a-z\d]/i.test(word)).length
  return words >= 4 && words <= longest && isReal(text)
}
