import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { notifyReceiptSchema } from '../../shared/notifications/bounce.schema.ts'
import { problem } from '../platform/openapi.ts'

const report = z
  .string()
  .max(2_000_000)
  .meta({ description: 'The whole message as it came back, with its multipart/report (RFC 3464)' })

const answer = z
  .object({
    isOurs: z.boolean().meta({ description: 'Whether it was about an e-mail of ours, to that address' }),
  })
  .meta({ id: 'BounceTaken' })

/** How mail that came back is reported, for the description: it reads other bodies than the rest of the API. */
export const bouncesDescription: ZodOpenApiPathsObject = {
  '/mail/bounces': {
    post: {
      operationId: 'postMailBounces',
      summary: 'Report an e-mail that came back',
      description:
        'For a pipe of the mail server that gets what comes back, and for GOV.UK Notify’s callback. The bearer token is `MAIL_BOUNCE_SECRET` of this installation; where that is not set there is no such operation. A report counts only if it names the id of an e-mail of ours and the address that it went to. 1,200 a minute from one address.',
      tags: ['notifications'],
      security: [{ bounceSecret: [] }],
      requestBody: {
        required: true,
        content: {
          'message/rfc822': { schema: report },
          'text/plain': { schema: report },
          'application/json': { schema: notifyReceiptSchema.meta({ id: 'NotifyReceipt' }) },
        },
      },
      responses: {
        '200': { description: 'Taken', content: { 'application/json': { schema: answer } } },
        '401': problem('Not the secret of this installation'),
        '404': problem('This installation takes no reports'),
        '413': problem('A report over 2 MB, or a receipt over 100 kB'),
        '415': problem('Neither message/rfc822, text/plain nor application/json'),
        '422': problem('Neither a report as RFC 3464 describes it nor a receipt of GOV.UK Notify'),
        '429': problem('Too many requests from this address: `Retry-After` says when to try again'),
        '503': problem('A part of Foothold is away, or changes are stopped: bring it again'),
      },
    },
  },
}
