import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

// Says how far two readers agree who labelled the same rows apart, and writes it to labels/agreement.md:
//   npx tsx tests/coaching/agreement.ts

type Labels = Map<string, Set<string>>
type Count = { both: number; onlyFirst: number; onlySecond: number; neither: number }

const labelsFolder = join(import.meta.dirname, 'labels')
const counted = 'sentence-long'

function readLabels(file: string): Labels {
  const rows = parse(readFileSync(join(labelsFolder, file)), { columns: true, bom: true }) as {
    id: string
    labels: string
  }[]
  return new Map(rows.map(({ id, labels }) => [id, new Set(labels.split(' ').filter((one) => one !== ''))]))
}

/** The first reader's labels of the rows that the second one read. */
function sameRows(first: Labels, second: Labels): Labels {
  return new Map(
    [...second.keys()].map((id) => {
      const labels = first.get(id)
      if (labels === undefined) throw new Error(`The first reader has no row ${id}.`)
      return [id, labels]
    }),
  )
}

function rulesOf(...readings: Labels[]): string[] {
  return [...new Set(readings.flatMap((reading) => [...reading.values()].flatMap((all) => [...all])))].sort()
}

function countRule(rule: string, first: Labels, second: Labels): Count {
  const count = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }
  for (const [id, seen] of second) {
    const one = first.get(id)?.has(rule) ?? false
    const other = seen.has(rule)
    if (one && other) count.both += 1
    else if (one) count.onlyFirst += 1
    else if (other) count.onlySecond += 1
    else count.neither += 1
  }
  return count
}

/** Every decision about every row and rule, taken together. */
function together(counts: Count[]): Count {
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0)
  return {
    both: sum('both'),
    onlyFirst: sum('onlyFirst'),
    onlySecond: sum('onlySecond'),
    neither: sum('neither'),
  }
}

/** Cohen's kappa: agreement beyond that of two readers who label as often but at random. */
function kappa({ both, onlyFirst, onlySecond, neither }: Count): number | undefined {
  const all = both + onlyFirst + onlySecond + neither
  const first = (both + onlyFirst) / all
  const second = (both + onlySecond) / all
  const expected = first * second + (1 - first) * (1 - second)
  return expected === 1 ? undefined : ((both + neither) / all - expected) / (1 - expected)
}

function line(name: string, count: Count): string {
  const { both, onlyFirst, onlySecond } = count
  return `| ${name} | ${both} | ${onlyFirst} | ${onlySecond} | ${kappa(count)?.toFixed(2) ?? '–'} |`
}

function table(rules: string[], first: Labels, second: Labels): string[] {
  const judged = rules.filter((rule) => rule !== counted)
  return [
    '| rule | both | only the first | only the second | kappa |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rules.map((rule) => line(`\`${rule}\``, countRule(rule, first, second))),
    line(
      `all together${judged.length < rules.length ? `, without \`${counted}\`` : ''}`,
      together(judged.map((rule) => countRule(rule, first, second))),
    ),
  ]
}

/** How many rows have the very same labels. */
function alike(rules: string[], first: Labels, second: Labels): string {
  const judged = rules.filter((rule) => rule !== counted)
  const same = [...second].filter(([id, labels]) =>
    judged.every((rule) => labels.has(rule) === first.get(id)?.has(rule)),
  )
  return `${same.length} of ${second.size}`
}

function report(): string {
  const secondSentences = readLabels('second-sentences.csv')
  const firstSentences = sameRows(readLabels('sentences.csv'), secondSentences)
  const secondNotices = readLabels('second-notices.csv')
  const firstNotices = sameRows(readLabels('notices.csv'), secondNotices)
  const secondFresh = readLabels('second-fresh-sentences.csv')
  const firstFresh = sameRows(readLabels('fresh-sentences.csv'), secondFresh)
  const ofFresh = rulesOf(firstFresh, secondFresh)
  const ofSentences = rulesOf(readLabels('sentences.csv'), secondSentences)
  const found = rulesOf(firstSentences, secondSentences)
  const ofNotices = rulesOf(firstNotices, secondNotices)
  const whole = ofNotices.filter((rule) => !ofSentences.includes(rule))
  const within = ofNotices.filter((rule) => ofSentences.includes(rule))
  return [
    '# How far two readers agree',
    '',
    'Written by `npx tsx tests/coaching/agreement.ts`. A second reader labelled these rows with `guide.md` and without',
    "the first one's labels, committed its own, and changed none after comparing. The sentences are those of the first",
    'draw with one of 0 to b as the first digit of the digest of their id, about three quarters; the notices are all.',
    '',
    'This flatters the labels. Both readers were language models, so they may share mistakes that people would not make,',
    "and the guide's border cases were decided while these rows were first labelled. It says how well the guide can be",
    'followed, not how far two buyers would agree.',
    '',
    '"Both", "only the first" and "only the second" count rows with the label. Kappa is Cohen\'s: 1 is full agreement, 0',
    `no more than chance; of a rule with a handful of rows it says little. \`${counted}\` is a count of words, not a`,
    'judgement; in notices it depends on where a sentence is taken to end. Rules that neither reader saw are not listed.',
    '',
    `## Sentences (${secondSentences.size})`,
    '',
    ...table(found, firstSentences, secondSentences),
    '',
    `The very same labels, \`${counted}\` apart: ${alike(found, firstSentences, secondSentences)} sentences.`,
    '',
    `## Fresh sentences (${secondFresh.size})`,
    '',
    'Of the third draw, those with less than 128 as the first byte of the digest of "second " and their id, about half.',
    'This reader had `guide.md`, which tells how some of these very sentences were decided, and a third of the labels of',
    'the first draws as precedents.',
    '',
    ...table(ofFresh, firstFresh, secondFresh),
    '',
    `The very same labels, \`${counted}\` apart: ${alike(ofFresh, firstFresh, secondFresh)} sentences.`,
    '',
    `## Whole notices (${secondNotices.size})`,
    '',
    ...table(whole, firstNotices, secondNotices),
    '',
    `The very same labels of a whole notice: ${alike(whole, firstNotices, secondNotices)} notices.`,
    '',
    '## Rules of a sentence, anywhere in these notices',
    '',
    ...table(within, firstNotices, secondNotices),
    '',
  ].join('\n')
}

const text = report()
writeFileSync(join(labelsFolder, 'agreement.md'), text)
process.stdout.write(text)
