import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import yauzl from 'yauzl'
import { newestEvents } from '../../server/audit/index.ts'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { EvaluationFile } from '../../server/evaluation/evaluation.record.model.ts'
import {
  forgetOldRecords,
  listUnmade,
  makeRecord,
} from '../../server/evaluation/evaluation.record.make.service.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { temporaryFolder } from '../../server/platform/temporary-folder.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { dumpOfDatabase } from '../proposals/dump.ts'
import { agreeEverything } from './evaluation.agreed.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from './evaluation.people.ts'

let app: TestApp
let room: EvaluationPeople
const records = () => `/challenges/${room.challenge._id}/evaluation/records`

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
}, 60_000)
afterAll(() => app.stop())
afterEach(releaseClock)

async function contentsOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const path = join(await temporaryFolder('tests'), 'record.zip')
  await writeFile(path, zip)
  const contents = new Map<string, Buffer>()
  const file = await yauzl.openPromise(path)
  for await (const entry of file.eachEntry()) {
    const parts: Buffer[] = []
    for await (const some of (await file.openReadStreamPromise(entry)) as AsyncIterable<Buffer>)
      parts.push(some)
    contents.set(entry.fileName, Buffer.concat(parts))
  }
  file.close()
  return contents
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const download = (who: Who, id: string) => room.call(who, 'get', `${records()}/${id}`).responseType('blob')

const wordsOf = async (bytes: Buffer) => {
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(document, { mergePages: true })
  const tree = JSON.stringify(await (await document.getPage(1)).getStructTree())
  const { info } = await document.getMetadata()
  const isMarked = (await document.getMarkInfo())?.Marked
  await document.destroy()
  return { text: text.replaceAll(/\s+/g, ' '), tree, info, isMarked }
}

describe('the whole record of an evaluation', () => {
  let id: string

  it('is nobody’s before every score stands', async () => {
    for (const who of ['lead', 'moderator', 'viewer', 'broker', 'supplier', 'stranger'] as const)
      await room.call(who, 'post', records()).expect(404)
    await room.agents.moderator.get(`${room.base}/report.pdf`).expect(404)
    await agreeEverything(room)
    await Evaluation.updateOne(
      { _id: room.challenge._id },
      {
        $set: {
          'panel.3.declarations.0': {
            number: 1,
            hasInterest: true,
            what: 'CANARY-sister',
            suppliers: 'Dry Walls',
            at: now(),
            ruling: 'mitigated',
            rulingWords: 'CANARY-trade',
            ruledAt: now(),
            ruledBy: room.people.moderator.id,
          },
        },
      },
    )
  })

  it('can be asked for by those of the buyers who may read the proposals, and is made once', async () => {
    for (const who of ['broker', 'supplier', 'stranger', 'lead'] as const)
      await room.call(who, 'post', records()).expect(404)
    const asked = (await room.call('moderator', 'post', records()).expect(202)).body
    expect(asked).toMatchObject({ state: 'waiting', askedByName: 'Mo Moderator', until: null })
    id = asked.id
    expect((await room.call('viewer', 'post', records()).expect(202)).body.id).toBe(id)
    await download('moderator', id).expect(404)
  })

  it('holds everything, with a hash of each part, and is kept so that the database tells nothing', async () => {
    await makeRecord(id)
    const { items } = (await room.call('viewer', 'get', records()).expect(200)).body
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ id, state: 'done', until: expect.any(String) })
    const answer = await download('viewer', id).expect(200)
    expect(answer.headers['content-type']).toBe('application/zip')
    const zip = answer.body as Buffer
    expect(sha256(zip)).toBe(items[0].sha256)
    const contents = await contentsOf(zip)
    const sums = String(contents.get('hashes.sha256')).trim().split('\n')
    expect(sums).toHaveLength(contents.size - 1)
    for (const sum of sums) {
      const [hash = '', path = ''] = sum.split('  ')
      expect({ path, hash }).toEqual({ path, hash: sha256(contents.get(path) ?? Buffer.alloc(0)) })
    }
    const paths = [...contents.keys()]
    expect(paths.filter((path) => /^proposals\/FH-.*\/receipt\.json$/.test(path))).toHaveLength(2)
    expect(String(contents.get('evaluation/agreed.csv'))).toContain('names who visits each home')
    expect(String(contents.get('evaluation/scores.csv')).split('\r\n')).toHaveLength(6)
    expect((await wordsOf(contents.get('evaluation/report.pdf') ?? Buffer.alloc(0))).text).toContain(
      'CANARY-trade',
    )
    expect(String(contents.get('evaluation/ranking.json'))).toContain('"rank": 1')
    expect(String(contents.get('history.json'))).toContain('challenge.proposals-opened')
    expect(String(contents.get('challenge/opening.json'))).toContain('an officer')
    expect((await newestEvents('evaluation.record-taken', 5))[0]?.payload).toMatchObject({ recordId: id })
    expect(await dumpOfDatabase({ withOplog: false })).not.toContain('CANARY-team')
  })

  it('has a report to print, tagged, in order, for whoever may read the ranking', async () => {
    const report = (who: Who) => room.agents[who].get(`${room.base}/report.pdf`)
    for (const who of ['supplier', 'stranger', 'lead'] as const) await report(who).expect(404)
    const sent = await report('viewer').responseType('blob').expect(200)
    const { text, tree, info, isMarked } = await wordsOf(sent.body as Buffer)
    const order = [
      'Evaluation report',
      'Reaching the outcome Evidence first 70% The panel',
      'In proportion to the lowest price',
      'CANARY-sister (Dry Walls).',
      'by Mo Moderator: It is a conflict, and what is written here takes care of it: CANARY-trade',
      'The proposals were opened',
      'Dry Walls Ltd 1 £60,000 85',
      'Reaching the outcome has 70% of the weight; Dry Walls Ltd stays first from 55.6% to 100%.',
      'None was found by the rule below.',
      'Nothing is decided yet.',
      'What was agreed: Dry Walls Ltd',
      '5 – Excellent 70 of 70',
      'names who visits each home',
      'What was agreed: Sensible Sensors Ltd',
    ]
    const places = order.map((words) => text.indexOf(words))
    expect(order.filter((_, index) => places[index] === -1)).toEqual([])
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(text).toContain('Page 1 of 3')
    for (const role of ['H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD'])
      expect(tree).toContain(`"role":"${role}"`)
    expect([isMarked, info]).toMatchObject([true, { Language: 'en-GB' }])
    const printed = (await room.call('broker', 'get', `${room.base}/report`).responseType('blob').expect(200))
      .body as Buffer
    const told = (await wordsOf(printed)).text
    expect(told).toContain('declared an interest. Decided')
    expect(told).not.toContain('CANARY-sister')
    expect(told).not.toContain('CANARY-trade')
  })

  it('is gone after its days, and was made all the same', async () => {
    // As if its days had passed; the token of whoever asks would have gone with them.
    await EvaluationFile.updateOne({ _id: id }, { $set: { until: new Date(now().getTime() - 1) } })
    await download('moderator', id).expect(404)
    await forgetOldRecords()
    expect((await room.call('moderator', 'get', records())).body.items[0]).toMatchObject({
      state: 'done',
      until: null,
    })
    expect((await EvaluationFile.findById(id).lean())?.key).toBeNull()
  })

  it('is asked for again where the worker that made it was lost', async () => {
    // Many at once ask for one.
    const many = await Promise.all(
      Array.from({ length: 8 }, () => room.call('moderator', 'post', records()).expect(202)),
    )
    const asked = many[0]?.body
    expect(new Set(many.map(({ body }) => body.id)).size).toBe(1)
    expect(await listUnmade()).toEqual([])
    freezeClock(new Date(now().getTime() + 3 * 60_000))
    expect(await listUnmade()).toEqual([{ recordId: asked.id, done: 0 }])
  })

  it('has a page that shows what was made and how far one under way is', async () => {
    const page = (await room.agents.moderator.get(`${room.base}/record`).expect(200)).text
    expect(page).toContain('It waits for its turn')
    expect(page).toContain('Its days are over')
    await room.agents.supplier.get(`${room.base}/record`).expect(404)
  })
})
