import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { actorOfPerson } from '../../server/identity/index.ts'
import { addWebhook } from '../../server/notifications/notifications.webhooks.service.ts'
import { aFirm } from './notifications.factory.ts'

/** A message as its receiver got it. */
export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** A real receiver of webhooks on a free port, that answers as it is told. */
export async function startReceiver() {
  const received: Received[] = []
  let status = 204
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (part) => {
      body += String(part)
    })
    req.on('end', () => {
      received.push({ headers: req.headers, body })
      res.writeHead(status).end(status === 204 ? undefined : `<b>Status ${status}</b>`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerWith: (next: number) => {
      status = next
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A firm whose administrator gave a webhook, with its secret. */
export async function aWebhook(url: string, events = ['organisation.verified', 'challenge.amended']) {
  const firm = await aFirm('Hooked Sensors Ltd')
  const [person] = firm.people
  if (!person) throw new Error('A firm without people')
  const actor = await actorOfPerson(person.id)
  const { webhook, secret } = await addWebhook(actor, { url, events })
  return { firm, person, actor, id: webhook._id, secret }
}
