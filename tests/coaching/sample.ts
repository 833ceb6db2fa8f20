import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { candidateWords, widerWords } from './candidate-words.ts'
import { csv, idOf, labelsFolder, labelsIn, shuffled, withoutDoubles } from './drawing.ts'
import { clean, digest, isReal, type Piece, readTexts, sentencesOf, type Text } from './texts.ts'

// Draws the sentences and notices to be labelled, the same ones every time, and keeps the labels made so far:
//   npx tsx tests/coaching/sample.ts FOLDER-OF-PUBLIC-DATA [FOLDER-FOR-THE-UNLABELLED-COPY]

const randomCouncil = 134
const randomInnovation = 66
const candidatesPerRule = 25
// The second draw: how many more for rules whose held half held too few faults to measure them by.
const drawnAgain: Record<string, number> = {
  'audited-accounts': 45,
  'turnover-floor': 45,
  'insurance-before-award': 45,
  'experience-years': 45,
  'standard-without-equivalent': 45,
  'brand-named': 45,
  'criteria-vague': 45,
  'design-described': 45,
  'input-specified': 45,
  'solution-named': 45,
  'personal-data': 45,
}
const drawnWider: Record<string, number> = {
  'price-dominant': 70,
  'criteria-vague': 30,
  'worked-for-us': 70,
  'gendered-or-excluding': 45,
  'one-firm': 45,
  'brand-named': 60,
  'solution-named': 30,
}
const councilNotices = 40
const innovationNotices = 20

type Row = { id: string; split: string; source: string; text: string; labels: string }

/** Random sentences of descriptions, then for each rule some that hold its words, wherever in a notice they stand. */
function drawSentences(texts: Text[]): { piece: Piece; drawn: string }[] {
  const pieces = withoutDoubles(shuffled(texts.flatMap(sentencesOf)))
  const described = pieces.filter((piece) => piece.part === 'description')
  const random = [
    ...described.filter((piece) => piece.kind === 'council').slice(0, randomCouncil),
    ...described.filter((piece) => piece.kind === 'innovation').slice(0, randomInnovation),
  ]
  const taken = new Set(random)
  const drawn = random.map((piece) => ({ piece, drawn: 'random' }))
  const search = (rule: string, words: RegExp | undefined, most: number, as: string): void => {
    const found = pieces.filter((piece) => !taken.has(piece) && words?.test(piece.text))
    for (const piece of found.slice(0, most)) {
      taken.add(piece)
      drawn.push({ piece, drawn: as })
    }
    process.stdout.write(`${rule}: ${found.length} candidates\n`)
  }
  for (const [rule, words] of Object.entries(candidateWords))
    search(rule, words, candidatesPerRule, 'searched')
  // After all of the first draw, so that no row of it changes.
  for (const [rule, most] of Object.entries(drawnAgain))
    search(rule, candidateWords[rule], most, 'searched again')
  for (const [rule, most] of Object.entries(drawnWider))
    search(rule, widerWords[rule] ?? candidateWords[rule], most, 'searched again')
  return drawn
}

function drawNotices(texts: Text[]): Text[] {
  const whole = withoutDoubles(
    shuffled(texts.filter(({ part, text }) => part === 'description' && text.length >= 200 && isReal(text))),
  )
  return [
    ...whole.filter((text) => text.source.startsWith('contracts-finder')).slice(0, councilNotices),
    ...whole.filter((text) => text.kind === 'innovation').slice(0, innovationNotices),
  ]
}

/** Half is for looking at while the rules are written, half for measuring them. Told from the text alone. */
function splitOf(text: string): string {
  return Number.parseInt(digest(text).slice(0, 2), 16) % 2 === 0 ? 'look' : 'held'
}

function rowOf(letter: 's' | 'n', source: string, text: string, kept: Map<string, string>): Row {
  const id = idOf(letter, text)
  return { id, split: splitOf(text), source, text, labels: kept.get(id) ?? '' }
}

function write(name: string, rows: Row[], blindFolder: string | undefined): void {
  const sorted = rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  writeFileSync(join(labelsFolder, name), csv(sorted, ['id', 'split', 'source', 'text', 'labels']))
  if (blindFolder !== undefined) writeFileSync(join(blindFolder, name), csv(sorted, ['id', 'text']))
  process.stdout.write(
    `${name}: ${sorted.length} rows, ${sorted.filter((row) => row.split === 'held').length} held\n`,
  )
}

const [dataFolder, blindFolder] = process.argv.slice(2)
if (dataFolder === undefined) throw new Error('Name the folder that holds challenges/ and ocds/.')
const texts = readTexts(dataFolder).map((text) => ({ ...text, text: clean(text.text) }))
const keptSentences = labelsIn(join(labelsFolder, 'sentences.csv'))
const keptNotices = labelsIn(join(labelsFolder, 'notices.csv'))
const sentences = drawSentences(texts).map(({ piece, drawn }) =>
  rowOf('s', `${piece.source}:${piece.ref} ${drawn}`, piece.text, keptSentences),
)
const notices = drawNotices(texts).map((text) =>
  rowOf('n', `${text.source}:${text.ref}`, text.text, keptNotices),
)
write('sentences.csv', sentences, blindFolder)
write('notices.csv', notices, blindFolder)
