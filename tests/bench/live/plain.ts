import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { memory, type WebAsks } from './asked.ts'

// A program of its own: the yardstick, which sends the same bytes to everybody and does nothing else.

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })

process.on('message', async (asked: WebAsks) => {
  if (asked.ask === 'start') {
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    process.send?.({ url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}` })
  }
  if (asked.ask === 'broadcast') {
    const bytes = `42${JSON.stringify([asked.message, asked.news])}`
    for (const client of server.clients) client.send(bytes)
  }
  if (asked.ask === 'memory') process.send?.(memory())
})
