import { csrfIn, type TestApp } from '../platform/app.ts'

type Agent = ReturnType<TestApp['agent']>

/** The token of a page’s forms. */
export const tokenOf = async (agent: Agent, path: string) => csrfIn((await agent.get(path).expect(200)).text)

/** Sends a form of a page. @returns where it leads */
export async function pressWith(agent: Agent, page: string, action: string, fields: object) {
  const _csrf = await tokenOf(agent, page)
  const sent = agent
    .post(action)
    .type('form')
    .send({ _csrf, ...fields })
  return (await sent.expect(303)).headers['location']
}

/** Presses the one button of a page. @returns where it leads */
export const press = (agent: Agent, page: string, action: string): Promise<string | undefined> =>
  pressWith(agent, page, action, {})

const typed = {
  summary: 'CANARY sensors',
  'outcomes[0][outcomeId]': 'fewer-falls',
  'outcomes[0][how]': 'CANARY how',
  approach: 'CANARY approach',
  trl: '7',
  pilotPlan: 'CANARY plan',
  pilotPrice: '49,950',
  scalePrice: '',
  team: 'CANARY team',
}

/** Saves a draft as its page would, with these fields changed. */
export async function save(agent: Agent, path: string, fields: object, accept = 'text/html') {
  const page = await agent.get(`${path}/edit`).expect(200)
  const revision = /name="revision" value="(\d+)"/.exec(page.text)?.[1]
  const body = { _csrf: csrfIn(page.text), revision, ...typed, ...fields }
  return agent.post(`${path}/edit`).set('accept', accept).type('form').send(body)
}
