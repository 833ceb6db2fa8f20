import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import type { JobDefinition } from '../../shared/platform/job.ts'
import { handlers } from '../../workers/handlers.ts'
import { handlersByName } from '../../workers/platform/runner.ts'
import { filesOf } from './project-files.ts'

/** Whether an export of a `.jobs` file is a job. */
const isJob = (value: unknown): value is JobDefinition<unknown> =>
  typeof value === 'object' && value !== null && 'name' in value && 'payload' in value

/** Every job, with the name of the constant that it is. */
async function definedJobs(): Promise<{ name: string; constant: string }[]> {
  const modules = await Promise.all(
    filesOf(['shared'], /\.jobs\.ts$/).map(
      async (file) => import(join(projectRoot, file)) as Promise<object>,
    ),
  )
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([constant, job]) => (isJob(job) ? [{ name: job.name, constant }] : [])),
  )
}

/** The constants that somewhere are put into a queue. */
function enqueuedConstants(): Set<string> {
  const texts = filesOf(['server', 'workers'], /\.ts$/).map((file) =>
    readFileSync(join(projectRoot, file), 'utf8'),
  )
  const calls = texts.flatMap((text) => [...text.matchAll(/\benqueue(?:All)?\(\s*(\w+)/g)])
  return new Set(calls.map(([, constant = '']) => constant))
}

describe('jobs', () => {
  it('each have one handler', async () => {
    const handled = handlersByName(handlers)
    const defined = await definedJobs()
    expect(defined.length).toBeGreaterThan(3)
    expect(defined.filter(({ name }) => !handled.has(name))).toEqual([])
    expect(new Set(defined.map(({ name }) => name)).size).toBe(defined.length)
  })

  it('may not have two', () => {
    const [first] = handlers.jobs
    if (!first) throw new Error('There are no jobs')
    expect(() => handlersByName({ ...handlers, jobs: [...handlers.jobs, first] })).toThrow('Two handlers')
  })

  it('are asked for: what nobody puts into a queue is done by the clock', async () => {
    const enqueued = enqueuedConstants()
    expect(enqueued.size).toBeGreaterThan(3)
    const scheduled = new Set(handlers.schedules.map(({ job }) => job.name))
    const waiting = (await definedJobs()).filter(
      ({ name, constant }) => !enqueued.has(constant) && !scheduled.has(name),
    )
    expect(waiting).toEqual([])
  })

  it('by the clock have keys of their own, and a payload that they take', () => {
    const keys = handlers.schedules.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    const refused = handlers.schedules.filter(({ job, payload }) => !job.payload.safeParse(payload).success)
    expect(refused).toEqual([])
  })
})
