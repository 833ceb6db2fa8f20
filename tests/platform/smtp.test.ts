import { closeEverything } from '../../server/platform/closing.ts'
import { sendBySmtp } from '../../server/platform/smtp.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

let server: MailServer
beforeEach(async () => {
  server = await startMailServer()
})
afterEach(async () => {
  await closeEverything()
  await server.stop()
})

const mail = (subject: string) => ({
  from: 'foothold@testing.example',
  to: 'somebody@testing.example',
  subject,
  text: 'News',
})
const send = (subject: string) => sendBySmtp(server.url, mail(subject), () => Promise.resolve())

it('sends one message after the other over one connection', async () => {
  for (const subject of ['one', 'two', 'three']) await send(subject)
  expect(server.taken.map(({ subject }) => subject)).toEqual(['one', 'two', 'three'])
  expect(server.connected()).toBe(1)
})

it('begins anew, and sends once, when the server has closed a connection that waited', async () => {
  await send('one')
  server.hangUp()
  await send('two')
  expect(server.taken.map(({ subject }) => subject)).toEqual(['one', 'two'])
  expect(server.connected()).toBe(2)
})

it('does not send again what the server may have taken over a connection that waited', async () => {
  await send('one')
  server.behave({ kind: 'drop-end' })
  await expect(send('two')).rejects.toThrow('did not say whether')
  expect(server.seen()).toBe(2)
  expect(server.connected()).toBe(1)
})

it('keeps no connection over which a message was refused', async () => {
  server.behave({ kind: 'refuse-recipient', code: 550 })
  await expect(send('one')).rejects.toThrow('550')
  server.behave({ kind: 'accept' })
  await send('two')
  expect(server.connected()).toBe(2)
})
