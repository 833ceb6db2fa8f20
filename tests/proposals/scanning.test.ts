import mongoose from 'mongoose'
import { newestEvents } from '../../server/audit/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { refuseUnscanned, scansOf, scanWaiting } from '../../server/platform/file-scans.ts'
import { keepFile, plainFiles, readPlainFile, sendFile } from '../../server/platform/stored-files.ts'
import {
  attachFiles,
  getOwnFile,
  readFileForScan,
  removeFile,
} from '../../server/proposals/proposals.files.service.ts'
import { sealedFiles, sendSealed } from '../../server/proposals/proposals.files.store.ts'
import {
  tellOfQuarantine,
  tellOfQuarantinedAtOpening,
} from '../../server/proposals/proposals.quarantine.service.ts'
import { readProposal } from '../../server/proposals/proposals.read.service.ts'
import { openedProposals } from '../../server/proposals/proposals.received.service.ts'
import { saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { actor } from '../platform/actors.ts'
import { startClamd, type TestClamd } from '../platform/clamd-server.ts'
import { startTestDatabase, stopTestDatabase, useTestConfig } from '../platform/database.ts'
import { anUpload } from '../platform/uploaded.ts'
import { anAnswerableChallenge, completeDraft, openWith } from './proposals.factory.ts'

// The file that every scanner finds (EICAR), in two parts, so that none finds it here.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const supplier = actor('supplier', 'supplier')
const rooms = {
  [plainFiles]: { read: readPlainFile },
  [sealedFiles]: { read: readFileForScan, tell: tellOfQuarantine },
}
const minute = 60_000

let clamd: TestClamd
let id: string
let challenge: ChallengeRecord
let challengeId: string
const withScanner = (url = clamd.url) => useTestConfig({ CLAMD_URL: url })
/** Nothing listens there. */
const away = 'tcp://127.0.0.1:9'

beforeAll(async () => {
  await startTestDatabase()
  clamd = await startClamd()
})
afterAll(async () => {
  await clamd.close()
  await stopTestDatabase()
})
beforeEach(async () => {
  clamd.takeAtMost(Number.POSITIVE_INFINITY)
  withScanner()
  challenge = await anAnswerableChallenge()
  challengeId = challenge._id
  id = (await startProposal(supplier, challenge._id)).id
})
afterEach(() => {
  releaseClock()
  useTestConfig()
})

const attach = async (name: string, content: string) =>
  (await attachFiles(supplier, id, [await anUpload(name, content)]))[0]?.id ?? ''
const kept = () => mongoose.connection.collection('files.files').countDocuments()
const inMinutes = (minutes: number) => freezeClock(new Date(now().getTime() + minutes * minute))

describe('a file that is sent', () => {
  it('is seen whole by the scanner before it is kept', async () => {
    const before = clamd.seen()
    const fileId = await attach('plan.txt', 'nothing but a plan'.repeat(10_000))
    expect(clamd.seen() - before).toBe(180_000)
    await expect(refuseUnscanned(fileId)).resolves.toBeUndefined()
  })

  it('is refused by its name and what was found in it, and nothing of it is kept', async () => {
    const before = await kept()
    await expect(attach('harm.txt', eicar)).rejects.toMatchObject({
      code: 'wrong-type',
      fields: { files: expect.stringMatching(/harm\.txt.*Eicar-Signature/) },
    })
    expect(await kept()).toBe(before)
    await expect(keepFile(await anUpload('harm.txt', eicar))).rejects.toMatchObject({ code: 'wrong-type' })
  })

  it('is kept and read by nobody while the scanner is away, and freed when it is back', async () => {
    withScanner(away)
    const fileId = await attach('plan.txt', 'a plan')
    const sealed = await getOwnFile(supplier, id, fileId)
    await expect(sendSealed({} as never, sealed)).rejects.toMatchObject({ code: 'conflict' })
    inMinutes(2)
    await scanWaiting(rooms)
    await expect(refuseUnscanned(fileId)).rejects.toMatchObject({ code: 'conflict' })
    withScanner()
    await scanWaiting(rooms)
    await expect(refuseUnscanned(fileId)).rejects.toThrow('Try again')
    inMinutes(3)
    await scanWaiting(rooms)
    await expect(refuseUnscanned(fileId)).resolves.toBeUndefined()
  })

  it('stays in quarantine for good once something was found in it', async () => {
    withScanner(away)
    const sealedId = await attach('harm.txt', eicar)
    const plain = await keepFile(await anUpload('harm too.txt', eicar))
    withScanner()
    inMinutes(2)
    await scanWaiting(rooms)
    for (const fileId of [sealedId, plain.id])
      await expect(refuseUnscanned(fileId)).rejects.toThrow('Eicar-Signature')
    await expect(sendFile({} as never, plain)).rejects.toMatchObject({ code: 'conflict' })
    await removeFile(supplier, id, sealedId)
    expect(await scansOf([sealedId])).toEqual(new Map())
  })

  it('is told of to its supplier, marked in its lists, and to buyers and brokers only after the opening', async () => {
    withScanner(away)
    const fileId = await attach('harm.txt', eicar)
    const marks = async () => (await readProposal(supplier, id)).draft.files.map(({ scan }) => scan)
    expect(await marks()).toEqual(['waiting'])
    const { revision } = await saveDraft(supplier, id, completeDraft(1))
    await submitProposal(supplier, id, revision)
    withScanner()
    inMinutes(2)
    await scanWaiting(rooms)
    expect(await marks()).toEqual(['infected'])
    const [told] = await newestEvents('proposal.file-quarantined', 1)
    expect(told?.payload).toMatchObject({ proposalId: id, fileId })
    expect(JSON.stringify(told?.payload)).not.toContain('Eicar')
    const ofBuyers = async () =>
      (await newestEvents('challenge.files-quarantined', 10)).filter(
        ({ subject }) => subject.id === challengeId,
      )
    await tellOfQuarantinedAtOpening(challengeId)
    expect(await ofBuyers()).toEqual([])
    freezeClock(new Date((challenge.timetable.respondBy?.getTime() ?? 0) + opensAfterMs))
    await openWith(challenge, actor('authority', challenge.authorityId))
    await tellOfQuarantinedAtOpening(challengeId)
    await tellOfQuarantinedAtOpening(challengeId)
    expect((await ofBuyers()).map(({ payload }) => payload)).toEqual([{ challengeId, number: 1 }])
    const { proposals } = await openedProposals(challengeId)
    expect(proposals[0]?.content.files).toMatchObject([{ id: fileId, scan: 'infected' }])
    // Found only now, the buyers hear of it at once.
    await tellOfQuarantine(fileId, { proposalId: id })
    expect(await ofBuyers()).toHaveLength(2)
  })

  it('keeps no other waiting where it cannot be read', async () => {
    withScanner(away)
    const fileId = await attach('plan.txt', 'a plan')
    const broken = await keepFile(await anUpload('broken.txt', 'a plan'))
    const failing = {
      ...rooms,
      [plainFiles]: {
        read: () => Promise.reject(new Error('The store is away')),
      },
    }
    withScanner()
    inMinutes(2)
    await scanWaiting(failing)
    await expect(refuseUnscanned(fileId)).resolves.toBeUndefined()
    await expect(refuseUnscanned(broken.id)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('waits as well where the scanner takes no file of its size', async () => {
    clamd.takeAtMost(1000)
    const fileId = await attach('long.txt', 'plan '.repeat(500_000))
    expect(await scansOf([fileId])).toEqual(new Map([[fileId, { state: 'waiting', found: '' }]]))
  })

  it('waits for no scanner where none is configured', async () => {
    useTestConfig()
    const fileId = await attach('plan.txt', 'a plan')
    expect(await scansOf([fileId])).toEqual(new Map())
  })
})
