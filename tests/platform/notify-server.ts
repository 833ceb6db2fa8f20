import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

const serviceId = '26785a09-ab16-4eb0-8407-a37497a57506'
const secret = '3d844edf-8d35-48ac-975b-e847b4f122b0'

/** How the server treats the next messages; `take-and-…` has the message all the same. */
export type NotifyBehaviour =
  | { kind: 'take' | 'take-and-hang-up' | 'hang-up' | 'take-and-fail' }
  | { kind: 'refuse'; status: number; message: string }

const isSigned = (req: IncomingMessage): boolean => {
  const [head = '', body = '', proof = ''] = (req.headers.authorization ?? '')
    .replace('Bearer ', '')
    .split('.')
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')
  return (
    proof === expected &&
    read(head)['alg'] === 'HS256' &&
    read(body)['iss'] === serviceId &&
    Number.isInteger(read(body)['iat'])
  )
}

/** A message as it was taken. */
export interface TakenByNotify {
  email_address: string
  template_id: string
  personalisation: { subject: string; body: string }
  reference: string
  one_click_unsubscribe_url?: string
}

/** A real server that answers as GOV.UK Notify documents that it does: sending an e-mail, and finding one by reference. */
export async function startNotify() {
  const taken: TakenByNotify[] = []
  let behaviour: NotifyBehaviour = { kind: 'take' }
  let isHiding = false
  const server = createServer((req, res) => {
    const say = (status: number, body: object) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const fail = (status: number, error: string, message: string) =>
      say(status, { status_code: status, errors: [{ error, message }] })
    let text = ''
    req.on('data', (part) => {
      text += String(part)
    })
    req.on('end', () => {
      if (!isSigned(req)) return fail(403, 'AuthError', 'Invalid token: signature, api token not found')
      const url = new URL(req.url ?? '', 'http://notify')
      if (req.method === 'GET' && url.pathname === '/v2/notifications') {
        if (isHiding) return req.socket.destroy()
        const reference = url.searchParams.get('reference')
        return say(200, { notifications: taken.filter((one) => one.reference === reference), links: {} })
      }
      if (req.method !== 'POST' || url.pathname !== '/v2/notifications/email')
        return fail(404, 'NotFound', 'No')
      const { kind } = behaviour
      if (behaviour.kind === 'refuse') return fail(behaviour.status, 'BadRequestError', behaviour.message)
      const message = JSON.parse(text) as TakenByNotify
      if (kind !== 'hang-up') taken.push(message)
      if (kind === 'take-and-fail') return fail(500, 'Exception', 'Internal server error')
      if (kind === 'hang-up' || kind === 'take-and-hang-up') return req.socket.destroy()
      return say(201, { id: '740e5834-3a29-46b4-9a6f-16142fde533a', reference: message.reference })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    taken,
    settings: {
      NOTIFY_API_KEY: `foothold-${serviceId}-${secret}`,
      NOTIFY_TEMPLATE_ID: 'f33517ff-2a88-4f6e-b855-c550268ce08a',
      NOTIFY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    },
    behave: (next: NotifyBehaviour) => {
      behaviour = next
    },
    /** Finding a message by its reference gets no answer. */
    hide: (isHidden: boolean) => {
      isHiding = isHidden
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
