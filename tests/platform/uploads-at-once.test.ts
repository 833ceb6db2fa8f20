import { request } from 'node:http'
import { mostAtOneTime } from '../../server/platform/uploads.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp, until } from './app.ts'
import { signInEach } from './sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const path = `/api/v1/resources/${newId()}/file`
const begins = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'

it('takes files of one person in a few requests at one time, and of others meanwhile', async () => {
  const { tokens } = await signInEach(app, { greedy: await aPerson(), other: await aPerson() })
  const answers: (number | undefined)[] = []
  const begun = Array.from({ length: mostAtOneTime + 1 }, () => {
    const headers = {
      authorization: `Bearer ${tokens.greedy}`,
      'content-type': 'multipart/form-data; boundary=x',
    }
    const sending = request(`${app.url}${path}`, { method: 'PUT', headers })
    sending.on('error', () => undefined)
    sending.on('response', ({ statusCode }) => answers.push(statusCode))
    sending.write(begins + 'a'.repeat(100_000))
    return sending
  })
  const send = async (who: 'greedy' | 'other') =>
    (
      await app
        .agent()
        .put(path)
        .set('authorization', `Bearer ${tokens[who]}`)
        .attach('files', Buffer.from('words'), 'a.txt')
    ).status
  try {
    await until(() => answers.length > 0, 20_000)
    expect(await send('other')).toBe(404)
    expect(answers).toEqual([429])
  } finally {
    // The application ends no request that is still being sent.
    for (const one of begun) one.destroy()
  }
  await until(async () => (await send('greedy')) === 404, 20_000)
}, 60_000)
