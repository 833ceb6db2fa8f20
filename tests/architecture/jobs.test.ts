import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import type { JobDefinition } from '../../shared/platform/job.ts'
import { handlers } from '../../workers/handlers.ts'
import { handlersByName } from '../../workers/platform/runner.ts'
import { filesOf } from './project-files.ts'

/** Whether an export of a `.jobs` file is a job. */
const isJob = (value: unknown): value is JobDefinition<unknown> =>
  typeof value === 'object' && value !== null && 'name' in value && 'payload' in value

async function definedJobs(): Promise<string[]> {
  const modules = await Promise.all(
    filesOf(['shared'], /\.jobs\.ts$/).map(
      async (file) => import(join(projectRoot, file)) as Promise<object>,
    ),
  )
  return modules.flatMap((module) => Object.values(module).filter(isJob)).map(({ name }) => name)
}

describe('jobs', () => {
  it('each have one handler', async () => {
    const handled = handlersByName(handlers)
    const defined = await definedJobs()
    expect(defined.length).toBeGreaterThan(3)
    expect(defined.filter((name) => !handled.has(name))).toEqual([])
    expect(new Set(defined).size).toBe(defined.length)
  })

  it('may not have two', () => {
    const [first] = handlers.jobs
    if (!first) throw new Error('There are no jobs')
    expect(() => handlersByName({ ...handlers, jobs: [...handlers.jobs, first] })).toThrow('Two handlers')
  })
})
