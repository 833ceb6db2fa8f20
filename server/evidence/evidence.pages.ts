import type { RequestHandler, Response } from 'express'
import {
  evidenceFilter,
  type RecordSource,
  type RecordsQuery,
  recordsQuery,
} from '../../shared/evidence/evidence.schema.ts'
import { fewest } from '../../shared/evidence/facts.ts'
import { type FigureId, figureDefinitions } from '../../shared/evidence/figures.ts'
import { drawingOf, findLine } from '../../shared/evidence/lines.ts'
import { nothingTold, notOfThis } from '../../shared/evidence/sum-charts.ts'
import { isSum } from '../../shared/evidence/told-sums.ts'
import { byteOrderMark } from '../../shared/platform/csv.ts'
import { notFound } from '../platform/errors.ts'
import { noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { isDemo } from '../platform/site.ts'
import { renderTemplate } from '../platform/templates.ts'
import { translator } from '../platform/translations.ts'
import { choiceWords, presentChoices } from './evidence.choices.ts'
import { isCounted, readCounted, readKnown } from './evidence.counted.service.ts'
import { chartCsv, figuresCsv } from './evidence.csv.ts'
import { evidencePolicy } from './evidence.policy.ts'
import { presentChart, presentEstimate, presentFigures } from './evidence.presenter.ts'
import type { Evidence } from './evidence.read.service.ts'
import { askToRebuild } from './evidence.rebuild.service.ts'
import { partOfAward, partOfChallenge, presentSum } from './evidence.record-rows.ts'
import { countOfLine, readRecords } from './evidence.records.service.ts'
import { evidenceState } from './evidence.state.service.ts'
import { asked, sayingWhatIsUnknown } from './evidence.unknown.pages.ts'

const t = translator()

// What is made of what was reckoned goes with it: as soon as any figure changes, both are made anew.
const bodies = new WeakMap<Evidence, Promise<string>>()

/** What stands in the page of a choice; the same for everybody. */
function bodyOf(read: Evidence): Promise<string> {
  const before = bodies.get(read)
  if (before) return before
  const made = makeBody(read)
  bodies.set(read, made)
  made.catch(() => bodies.delete(read))
  return made
}

async function makeBody(read: Evidence): Promise<string> {
  const { filter, state } = read
  const years = [...new Set(read.facts.map(({ year }) => year))].sort((a, b) => b - a)
  return renderTemplate('evidence/body', {
    filter,
    choices: await presentChoices(state, filter, t),
    chosen: await choiceWords(state, filter),
    isFiltered: Object.values(filter).some(Boolean),
    state,
    figures: presentFigures(read, t),
    charts: read.charts.map((chart) => presentChart(chart, filter, t)),
    noSums: noSumsWords(read),
    years: filter.year ? [] : years,
    hasExamples: await isDemo(),
    fewest,
  })
}

const noSumsWords = ({ sums }: Pick<Evidence, 'sums'>): string =>
  sums?.length ? '' : t(sums ? nothingTold : notOfThis, { least: fewest })

const showCounting = (res: Response): void => {
  res.set('Cache-Control', 'no-store').render('evidence/counting')
}

/** Every figure of a choice, with its charts. */
export const evidence = sayingWhatIsUnknown(async (req, res) => {
  const read = await readKnown(asked(evidenceFilter, req))
  if (!isCounted(read.state)) return showCounting(res)
  const [body, chosen] = await Promise.all([bodyOf(read), choiceWords(read.state, read.filter)])
  res.render('evidence/evidence', { body, chosen })
})

/** What is listed: a figure, or one line of a drawing of it. */
const titleOf = (figure: FigureId, line: string): string =>
  [drawingOf(line) || figureDefinitions[figure].title, findLine(line)?.label ?? '']
    .filter(Boolean)
    .map((words) => t(words))
    .join(': ')

/** What the figure is, or the line of its drawing; null where the number of records says all. */
async function estimateOf(query: RecordsQuery, from: RecordSource, { filter, figures }: Evidence) {
  const { figure, line, supplier } = query
  if (supplier) return null
  if (line) {
    const count = await countOfLine({ figure, line, supplier, filter })
    // Challenges that are counted once each are as many as the records.
    return count === null || !line.startsWith('outcomes')
      ? null
      : { words: t('{count} outcomes', { count }), few: '', about: [], href: '' }
  }
  const known = figures.find(({ id }) => id === figure)
  return presentEstimate(figure, from, known?.[from] ?? null, filter, t)
}

/** The records that a figure is reckoned from. */
export const records = sayingWhatIsUnknown(async (req, res) => {
  const query = asked(recordsQuery, req)
  const { figure, from: _, page: __, line = '', supplier, ...filter } = query
  const read = await readKnown(filter)
  if (!isCounted(read.state)) return showCounting(res)
  const behind = await readRecords(query)
  res.render('evidence/records', {
    ...behind,
    title: titleOf(figure, line),
    line,
    figure,
    filter,
    supplier,
    supplierName: behind.awards[0]?.suppliers.find(({ id }) => id === supplier)?.name ?? '',
    chosen: await choiceWords(read.state, filter),
    estimate: await estimateOf(query, behind.from, read),
    sums: behind.sums.map((one) => presentSum(one, t)),
    noSums: isSum(figure) ? noSumsWords(read) || t(nothingTold, { least: fewest }) : '',
    fewest,
    challenges: behind.challenges.map((fact) => ({ ...fact, part: partOfChallenge(figure, fact, t) })),
    awards: behind.awards.map((award) => ({ ...award, part: partOfAward(figure, award, t) })),
  })
})

const notices: Record<string, string | undefined> = {
  asked: 'Everything is being counted anew. It takes a minute or so.',
}

/** How everything is counted, and what is missing. */
export const method: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  res.render('evidence/method', {
    state: await evidenceState(),
    definitions: Object.entries(figureDefinitions).map(([id, { title }]) => ({ id, title })),
    fewest,
    may: { rebuild: evidencePolicy.rebuild(actor) },
    notice: noticeFor(req, notices),
  })
}

/** Has everything counted anew. */
export const rebuild: RequestHandler = async (req, res) => {
  await askToRebuild(actorOf(req))
  res.redirect(303, '/evidence/method?done=asked')
}

const sendCsv = (res: Response, name: string, text: string): void => {
  const file = byteOrderMark + text
  res.attachment(`evidence-${name}.csv`).type('text/csv; charset=utf-8').send(file)
}

/** The rows of one chart, or of all figures, as a file. */
export const csv = sayingWhatIsUnknown(async (req, res) => {
  const name = param(req, 'chart')
  const { figures, charts } = await readCounted(asked(evidenceFilter, req))
  if (name === 'figures') return sendCsv(res, name, figuresCsv(figures))
  const chart = charts.find(({ id }) => id === name)
  if (!chart) throw notFound('Table')
  sendCsv(res, name, chartCsv(chart))
})
