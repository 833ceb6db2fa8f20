import { handlers } from '../../workers/handlers.ts'
import { handlersByName } from '../../workers/platform/runner.ts'

/** Does what a worker does when the clock asks for it: by its schedule, its job and the handler of that job. */
export async function runScheduled(key: string): Promise<void> {
  const schedule = handlers.schedules.find((one) => one.key === key)
  if (!schedule) throw new Error(`Nothing is scheduled as ${key}`)
  const handler = handlersByName(handlers).get(schedule.job.name)
  if (!handler) throw new Error(`Nobody does ${schedule.job.name}`)
  await handler.work(schedule.job.payload.parse(schedule.payload))
}
