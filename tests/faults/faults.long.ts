import { type Report, runFaultsOn } from './harness/run.ts'
import { type Site, startSite } from './harness/site.ts'

// The real programs, as they were built: starting them and waiting until all is told takes its time.
const longestMs = 240_000

let site: Site
beforeAll(async () => {
  site = await startSite(1)
}, longestMs)
afterAll(() => site?.stop(), longestMs)

describe('the product under load, while parts of it fail', () => {
  let report: Report
  beforeAll(async () => {
    report = await runFaultsOn(site, {
      seed: 1,
      seconds: 5,
      suppliers: 4,
      inOrder: [
        'kill a web process',
        'kill redis, and it forgets everything',
        'kill mongodb',
        'kill a worker',
      ],
    })
  }, longestMs)

  it('loses nothing that was acknowledged, nor anything that follows from it', () => {
    expect(report.acknowledged).toBeGreaterThan(5)
    expect(report.kills).toBe(4)
    expect(report.lost).toEqual([])
    expect(report.late).toEqual([])
  })

  it('does and says nothing twice', () => {
    expect(report.doubled).toEqual([])
  })

  it('takes nothing after its deadline, refuses nothing before it, and records each change once', () => {
    expect(report.wrong).toEqual([])
  })

  it('shows every open page what there is', () => {
    expect(report.apart).toBe(0)
  })
})
