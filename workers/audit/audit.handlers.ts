import { anchorJob, verifyJob } from '../../shared/audit/audit.jobs.ts'
import { anchorToday, runVerification } from '../../server/audit/index.ts'
import { does, every } from '../platform/handlers.ts'
import type { Handlers } from '../platform/runner.ts'

/** Everything that the audit room does later, but for chaining, which needs no queue. */
export const auditHandlers: Handlers = {
  jobs: [
    does(anchorJob, async () => {
      await anchorToday()
    }),
    does(verifyJob, ({ verificationId }) => runVerification(verificationId)),
  ],
  reactions: [],
  schedules: [
    // Anchored is once a day; asked for often, so that a day on which no worker ran at one hour is not left out.
    every('audit-anchor', { every: 15 * 60_000 }, anchorJob, {}),
    every('audit-verify', { pattern: '30 3 * * *' }, verifyJob, { verificationId: null }),
  ],
}
