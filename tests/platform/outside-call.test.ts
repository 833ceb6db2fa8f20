import { createServer } from 'node:http'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { isPublicAddress, OutsideRefused, readOutsideUrl } from '../../server/platform/outside-address.ts'
import { type FindAddresses, postOutside } from '../../server/platform/outside-call.ts'
import { useTestConfig } from './database.ts'

beforeEach(() => void useTestConfig())

const notPublic = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '168.63.129.16',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '64:ff9b::169.254.169.254',
  '64:ff9b:1::a00:1',
  '2002:7f00:1::',
  '2001:0:1::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  '5f00::1',
  '4000::1',
  'nonsense',
  '',
]

it.each(notPublic)('%s is no address of the open internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '192.167.1.1', '2a00:1450:4009:81f::200e', '2606:4700::1111'])(
  '%s is one',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

const hostile: [url: string, why: RegExp][] = [
  ['http://example.org/', /https/],
  ['ftp://example.org/', /https/],
  ['file:///etc/passwd', /https/],
  ['javascript:alert(1)', /https/],
  ['gopher://example.org:70/', /https/],
  ['example.org/hook', /in full/],
  ['//example.org/hook', /in full/],
  ['', /in full/],
  ['https://', /in full/],
  ['https://name:word@example.org/', /name and password/],
  ['https://name@example.org/', /name and password/],
  ['https://example.org@127.0.0.1/', /name and password/],
  ['https://example.org:22/', /ports/],
  ['https://example.org:6379/', /ports/],
  ['https://example.org:80/', /ports/],
  ['https://127.0.0.1/', /public internet/],
  ['https://127.1/', /public internet/],
  ['https://0x7f.1/', /public internet/],
  ['https://0177.0.0.1/', /public internet/],
  ['https://2130706433/', /public internet/],
  ['https://１２７.0.0.1/', /public internet/],
  ['https://127.0.0.1./', /public internet/],
  ['https://[::1]/', /public internet/],
  ['https://[::ffff:127.0.0.1]/', /public internet/],
  ['https://[64:ff9b::a9fe:a9fe]/', /public internet/],
  ['https://169.254.169.254/latest/meta-data/', /public internet/],
  ['https://localhost/', /public internet/],
  ['https://LOCALHOST./', /public internet/],
  ['https://app.localhost/', /public internet/],
  ['https://metadata.google.internal/', /public internet/],
  ['https://printer.local/', /public internet/],
  ['https://redis/', /public internet/],
]

it.each(hostile)('%s is refused as it is given, and so nothing is called', async (url, why) => {
  expect(() => readOutsideUrl(url)).toThrow(OutsideRefused)
  expect(() => readOutsideUrl(url)).toThrow(why)
  const { status, fault } = await postOutside({ url, headers: {}, body: '{}', find: neverAsked })
  expect({ status, isTold: why.test(fault) }).toEqual({ status: null, isTold: true })
})

it.each([
  'https://example.org/hook?a=1',
  'https://example.org:443/',
  'https://example.org:8443/',
  'https://8.8.8.8/',
])('%s is taken', (url) => {
  expect(readOutsideUrl(url).protocol).toBe('https:')
})

const neverAsked: FindAddresses = () => {
  throw new Error('No name should have been looked up')
}

/** A real server that says how many connections reached it. */
async function aServer(answer: Parameters<typeof createServer>[1]) {
  let connections = 0
  const server = createServer(answer as never)
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { port, url: `http://127.0.0.1:${port}/hook`, connections: () => connections, stop }
}

/** What a name leads to, one answer after the other. */
const leadsTo = (...answers: string[][]): FindAddresses => {
  let asked = 0
  return (_name, _options, found) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

it.each([
  { what: 'an address inside', to: ['127.0.0.1'] },
  { what: 'one outside and one inside', to: ['8.8.8.8', '10.0.0.1'] },
  { what: 'an IPv4 address in IPv6 clothes', to: ['::ffff:127.0.0.1'] },
  { what: 'NAT64 of the metadata', to: ['64:ff9b::a9fe:a9fe'] },
  { what: 'nothing', to: [] },
])('connects nowhere where a name leads to $what, and says no more than that', async ({ to }) => {
  const call = { url: 'https://rebinding.example/', headers: {}, body: '{}', find: leadsTo(to) }
  const { status, fault } = await postOutside(call)
  expect({ status, fault }).toEqual({
    status: null,
    fault: 'The name leads to no address on the public internet',
  })
})

describe('where the setting allows addresses inside', () => {
  beforeEach(() => void useTestConfig({ WEBHOOK_TARGETS: 'anywhere' }))

  it('posts what it is given, and says what was answered in one harmless line', async () => {
    let got = ''
    const server = await aServer((req, res) => {
      req.on('data', (part) => {
        got += String(part)
      })
      req.on('end', () => res.writeHead(202).end('<script>\u001b[31m\r\nred\u202e'))
    })
    const answered = await postOutside({ url: server.url, headers: { 'x-own': '1' }, body: '{"é":1}' })
    expect(answered).toMatchObject({ status: 202, answer: '<script> [31m red', fault: '' })
    expect(got).toBe('{"é":1}')
    await server.stop()
  })

  it('connects to the very addresses that it checked: a name is looked up once', async () => {
    let asked = 0
    const once = leadsTo(['127.0.0.1'], [])
    const find: FindAddresses = (...call) => {
      asked += 1
      once(...call)
    }
    const server = await aServer((_req, res) => res.end('here'))
    const url = `http://rebinding.example:${server.port}/`
    expect(await postOutside({ url, headers: {}, body: '{}', find })).toMatchObject({ answer: 'here' })
    expect(asked).toBe(1)
    await server.stop()
  })

  it('follows no redirect', async () => {
    const inside = await aServer((_req, res) => res.end('secret'))
    const server = await aServer((_req, res) => res.writeHead(307, { location: inside.url }).end())
    expect((await postOutside({ url: server.url, headers: {}, body: '{}' })).status).toBe(307)
    expect(inside.connections()).toBe(0)
    await Promise.all([inside.stop(), server.stop()])
  })

  it('waits no longer than it may, for a first byte or a last', async () => {
    const silent = await aServer(() => undefined)
    const none = await postOutside({ url: silent.url, headers: {}, body: '{}', longest: 100 })
    expect(none).toMatchObject({ status: null, fault: 'No answer within 0.1 seconds' })
    const slow = await aServer((_req, res) => void res.writeHead(200).write('so far'))
    const some = await postOutside({ url: slow.url, headers: {}, body: '{}', longest: 150 })
    expect(some).toMatchObject({ status: 200, answer: 'so far' })
    await Promise.all([silent.stop(), slow.stop()])
  })

  it('reads no more than it may of an answer without end', async () => {
    let sent = 0
    const server = await aServer((_req, res) => {
      const more = () => {
        while (!res.destroyed) {
          sent += 16_384
          if (!res.write('x'.repeat(16_384))) return void res.once('drain', more)
        }
      }
      more()
    })
    const { status, answer } = await postOutside({ url: server.url, headers: {}, body: '{}' })
    expect({ status, length: answer.length }).toEqual({ status: 200, length: 500 })
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    await server.stop()
  })

  it('ends though a stranger goes over to another protocol: a call that waits for ever keeps a hand of a worker', async () => {
    const bytes = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    const server = createPlainServer((socket) => {
      socket.on('error', () => undefined).resume()
      socket.write(bytes)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const call = postOutside({ url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}', longest: 500 })
    const waited = new Promise((resolve) => setTimeout(resolve, 2000, 'still waiting').unref())
    const fault = 'The answer was to go over to another protocol (101)'
    expect(await Promise.race([call, waited])).toMatchObject({ status: null, fault })
    await new Promise((resolve) => server.close(resolve))
  })

  it('says why there is no answer', async () => {
    const server = await aServer((req) => req.socket.destroy())
    expect((await postOutside({ url: server.url, headers: {}, body: '{}' })).fault).toContain('broken off')
    await server.stop()
    expect((await postOutside({ url: server.url, headers: {}, body: '{}' })).fault).toContain('refused')
  })
})

it('cannot be set so in production', () => {
  const settings = { NODE_ENV: 'production', WEBHOOK_TARGETS: 'anywhere' }
  expect(() => useTestConfig(settings)).toThrow('WEBHOOK_TARGETS')
})
