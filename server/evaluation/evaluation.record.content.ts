import { createHash } from 'node:crypto'
import { namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { csvTable } from '../../shared/platform/csv.ts'
import { system } from '../../shared/platform/actor.ts'
import { listEvents } from '../audit/index.ts'
import { type Challenge, listVersions } from '../challenges/index.ts'
import { publishedLog } from '../clarifications/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { translator } from '../platform/translations.ts'
import { openingForRecord, submittedForRecord } from '../proposals/index.ts'
import { Decision, Feedback } from './evaluation.award.model.ts'
import { exclusionSheetsOf } from './evaluation.exclusions.read.service.ts'
import { Agreement, Evaluation, ScoreSheet } from './evaluation.model.ts'
import { questionsIn } from './evaluation.questions.store.ts'
import { rankingOf } from './evaluation.ranking.service.ts'
import { reportOf } from './evaluation.report.content.ts'
import { reportPdf } from './evaluation.report.pdf.ts'
import { settingsIn } from './evaluation.service.ts'
import { exclusionGrounds } from './exclusions.data.ts'

/** One file of the record: its bytes, or how to read them, with what they have to be. */
export interface Part {
  path: string
  size: number
  sha256: string
  read: () => Promise<AsyncIterable<Buffer>> | AsyncIterable<Buffer>
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content
}

function bytesPart(path: string, content: Buffer): Part {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { path, size: content.length, sha256, read: () => once(content) }
}

const textPart = (path: string, text: string): Part => bytesPart(path, Buffer.from(text))

const jsonPart = (path: string, value: unknown): Part => textPart(path, `${JSON.stringify(value, null, 2)}\n`)

const csvPart = (path: string, columns: string[], rows: unknown[][]): Part =>
  textPart(path, csvTable([columns, ...rows]))

/** Names of files that unpack anywhere, and stay apart. */
const fileName = (name: string, place: number): string =>
  `${String(place + 1).padStart(2, '0')} ${name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').slice(-120)}`

async function proposalParts(challengeId: string): Promise<{ parts: Part[]; names: Map<string, string> }> {
  const parts: Part[] = []
  const references = new Map<string, string>()
  for await (const { reference, submissionId, supplierId, opened, readFile } of submittedForRecord(
    challengeId,
  )) {
    const folder = `proposals/${reference}`
    references.set(submissionId, reference)
    const supplier = (await findOrganisations([supplierId])).get(supplierId)
    const about = { reference, submissionId, supplierId, supplierName: supplier?.name ?? '' }
    if (!opened) {
      parts.push(jsonPart(`${folder}/proposal.json`, { ...about, isBroken: true }))
      continue
    }
    parts.push(jsonPart(`${folder}/proposal.json`, { ...about, ...opened.content }))
    parts.push(jsonPart(`${folder}/receipt.json`, opened.receipt))
    for (const [place, { id, name, size, sha256 }] of opened.content.files.entries())
      parts.push({
        path: `${folder}/files/${fileName(name, place)}`,
        size,
        sha256,
        read: () => readFile(id),
      })
  }
  return { parts, names: references }
}

async function scoreParts(
  challenge: Challenge,
  references: Map<string, string>,
  made: Date,
): Promise<Part[]> {
  const challengeId = challenge._id
  const [evaluation, sheets, agreements, exclusions] = await Promise.all([
    Evaluation.findById(challengeId).orFail(),
    ScoreSheet.find({ challengeId }).sort({ at: 1 }).lean(),
    Agreement.find({ challengeId }).sort({ at: 1 }).lean(),
    exclusionSheetsOf(challengeId),
  ])
  const ranked = { challenge, evaluation, settings: settingsIn(challenge, evaluation) }
  const titles = new Map(namedCriteria(challenge.criteria).map(({ id, name }) => [id, name]))
  const people = new Map(evaluation.panel.map(({ userId, name }) => [userId, name]))
  const placed = ({ submissionId, criterionId }: { submissionId: string; criterionId: string }) => [
    references.get(submissionId) ?? submissionId,
    titles.get(criterionId) ?? criterionId,
  ]
  const where = ['reference', 'criterion']
  const scores = sheets.flatMap(({ userId, number, at, scores: given }) =>
    given.map((one) => [
      ...placed(one),
      people.get(userId) ?? '',
      number,
      one.points,
      one.reasons,
      one.evidence,
      at.toISOString(),
    ]),
  )
  const agreed = agreements.map((one) => [
    ...placed(one),
    one.number,
    one.points,
    one.reason,
    people.get(one.byUserId) ?? '',
    one.at.toISOString(),
  ])
  return [
    jsonPart('evaluation/panel-and-settings.json', evaluation),
    csvPart(
      'evaluation/scores.csv',
      [...where, 'evaluator', 'sheet', 'points', 'reasons', 'evidence', 'submitted_at'],
      scores,
    ),
    csvPart(
      'evaluation/agreed.csv',
      [...where, 'number', 'points', 'reason', 'agreed_by', 'agreed_at'],
      agreed,
    ),
    jsonPart('evaluation/questions-to-suppliers.json', await questionsIn({ challengeId })),
    jsonPart('evaluation/exclusions.json', { grounds: exclusionGrounds(), sheets: exclusions }),
    jsonPart('evaluation/ranking.json', await rankingOf(ranked)),
    bytesPart('evaluation/report.pdf', await reportPdf(await reportOf(ranked, true), made, translator())),
  ]
}

async function awardParts(challengeId: string): Promise<Part[]> {
  const [decision, feedback] = await Promise.all([
    Decision.findById(challengeId).lean(),
    Feedback.find({ challengeId }).lean(),
  ])
  return [jsonPart('award/decision.json', decision), jsonPart('award/feedback.json', feedback)]
}

const about = (title: string, made: Date): string => `The record of the evaluation of "${title}"
made ${made.toISOString()} by Foothold

challenge/       what was published, each version; questions and answers; who opened the proposals, and when
proposals/       what each supplier submitted, with its files and its signed receipt
evaluation/      panel, interests, settings; every sheet of scores; what was agreed, each change; questions to suppliers; exclusion
                 grounds; the ranking; all of it to print
award/           the decision, feedback as it was sent, publication, contracts
history.json     every event of the challenge and its evaluation

hashes.sha256 has the SHA-256 of each file: "sha256sum -c hashes.sha256" compares them. Receipts are checked at
/verify-receipt, and the history at /audit/anchors. This file holds what suppliers gave in confidence.
`

/** Everything that goes into the record of an evaluation, in order; files are read only when they are asked for. */
export async function partsOfRecord(challenge: Challenge, made: Date): Promise<Part[]> {
  const challengeId = challenge._id
  const { parts: proposals, names } = await proposalParts(challengeId)
  const { versions } = await listVersions(system, challengeId)
  const { entries } = await publishedLog(challengeId)
  const histories = await Promise.all(
    [
      ['challenge', challengeId],
      ['evaluation', challengeId],
    ].map(([kind = '', id = '']) => listEvents(kind, id)),
  )
  const parts = [
    textPart('README.txt', about(challenge.title, made)),
    jsonPart('challenge/versions.json', versions),
    jsonPart('challenge/clarifications.json', entries),
    jsonPart('challenge/opening.json', await openingForRecord(challengeId)),
    ...proposals,
    ...(await scoreParts(challenge, names, made)),
    ...(await awardParts(challengeId)),
    jsonPart('history.json', histories.flat()),
  ]
  const sums = parts.map(({ path, sha256 }) => `${sha256}  ${path}\n`)
  return [...parts, textPart('hashes.sha256', sums.join(''))]
}
