// Loads every room's models, so that all collections and indexes are made.
import '../server/app.ts'
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { enrolEarlierEvents } from '../server/audit/index.ts'
import { upgradeChallenges } from '../server/challenges/index.ts'
import { upgradeDeliveries } from '../server/notifications/index.ts'
import { upgradeProposals } from '../server/proposals/index.ts'
import { createPerson } from '../server/identity/index.ts'
import { createOrganisation, importAwards, loadAuthorities } from '../server/organisations/index.ts'
import { closeEverything } from '../server/platform/closing.ts'
import { now } from '../server/platform/clock.ts'
import { config } from '../server/platform/config.ts'
import { connectDatabase, createIndexes, deleteAllRecords } from '../server/platform/database.ts'
import { projectRoot } from '../server/platform/paths.ts'
import { beginStory, isDemo, isSeeded, isStoryHalfTold, markSeeded } from '../server/platform/site.ts'
import { seedResources, upgradeResources } from '../server/resources/index.ts'
import { system } from '../shared/platform/actor.ts'
import { randomText } from '../shared/platform/ids.ts'
import { demoPeople, firstResources } from './demo/demo-files.ts'
import { tellHistory } from './demo/history.ts'

const usage = `npm run seed -- [--first-run] [--no-demo --broker "Name <e-mail>"]

  --first-run  does nothing but indexes and reference data where the data were seeded before
  --no-demo    no invented people and challenges; can't be changed later
  --broker     the first broker of an installation without the demonstration; the password is printed once`

/** Indexes and reference data each time; award records, library and demonstration the first time only. */
async function seed(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'first-run': { type: 'boolean' },
      'no-demo': { type: 'boolean' },
      broker: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return say(usage)
  await connectDatabase()
  await createIndexes()
  if (await isStoryHalfTold()) {
    say('The demonstration was left half told the last time: it is told anew.')
    await deleteAllRecords()
  }
  await loadAuthorities()
  await upgradeChallenges()
  await upgradeDeliveries()
  await upgradeProposals()
  await upgradeResources(firstResources())
  await enrolEarlierEvents()
  if (await isSeeded()) {
    if (!values['first-run']) say('The data were seeded before: nothing is changed.')
    if (values['no-demo'] && (await isDemo()))
      say('This is a demonstration since its first start, and stays one.')
    if (await isDemo()) noteDemoPeople()
    return
  }
  await importAwardRecords()
  say(`The library has ${await seedResources(firstResources())} new resources.`)
  if (values.broker) await makeFirstBroker(values.broker)
  if (!values['no-demo']) {
    await beginStory()
    const progress = progressLine('Inventing people and challenges')
    await tellHistory(now(), progress)
    noteDemoPeople()
  }
  await markSeeded(!values['no-demo'])
}

async function importAwardRecords(): Promise<void> {
  const folder = join(projectRoot, 'data/awards')
  const files = readdirSync(folder)
    .filter((name) => /\.(csv|json)$/.test(name))
    .map((name) => join(folder, name))
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  const progress = progressLine('Reading public award records')
  let read = 0
  const { suppliers, awards, refused } = await importAwards(files, (more) => {
    read += more
    progress(read / bytes)
  })
  const told = [`${awards.new} award records of ${suppliers.new + suppliers.known} suppliers`]
  if (refused.length > 0) told.push(`${refused.length} entries refused (npm run import tells why)`)
  say(`The directory has ${told.join('; ')}.`)
}

/** Says how far something is, at each quarter: enough for a log, and soon enough for a person. */
function progressLine(label: string): (share: number) => void {
  let said = 0
  return (share) => {
    const quarter = Math.floor(share * 4)
    if (quarter <= said || quarter >= 4) return
    said = quarter
    say(`${label}: ${quarter * 25} %`)
  }
}

/** Without the demonstration somebody has to confirm the first organisations. */
async function makeFirstBroker(nameAndEmail: string): Promise<void> {
  const [, name = '', email = ''] = /^\s*(.*?)\s*<([^<>\s]+@[^<>\s]+)>\s*$/.exec(nameAndEmail) ?? []
  if (!name || !email)
    throw new Error('--broker wants a name and an address: "Ada Example <ada@example.org>"')
  const password = randomText(20)
  const person = await createPerson({ name, email, password })
  const founder = { userId: person.id, name, email: person.email }
  const bySystem = { status: 'verified', isExample: false } as const
  const brokerage = {
    kind: 'brokerage',
    name: 'Innovation Procurement Empowerment Centre',
    bySystem,
  } as const
  await createOrganisation(system, brokerage, founder)
  say(`The first broker signs in as ${email} with the password ${password} and changes it at once.`)
}

/** For the start, which says whom to sign in as. */
function noteDemoPeople(): void {
  const people = demoPeople().filter(({ featured }) => featured)
  const named = people.map(({ name, email, role, what }) => ({ name, email, role, what }))
  const file = join(config().dataDir, 'demo-people.json')
  mkdirSync(config().dataDir, { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(named, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

try {
  await seed()
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 1
} finally {
  await closeEverything()
}
process.exit()
