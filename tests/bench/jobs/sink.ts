import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'

// A program of its own: a mail server that takes everything and keeps nothing but the count.

let taken = 0
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, _session, answer) {
    stream.resume()
    stream.on('end', () => {
      taken += 1
      answer()
    })
  },
})
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` })
})
process.on('message', () => process.send?.({ taken }))
