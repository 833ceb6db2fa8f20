import { gatedActions, type GatedAction, gateKeepers, gates, gateTable } from './gates.ts'
import type { GateName } from './gate-checks.ts'
import { type ChallengeKind, challengeKindNames, kindFacts, noticeExceptions, stageNames } from './kinds.ts'
import { type ChallengeParty, lifeCycle, statusLabels } from './life-cycle.ts'
import { challengeStatuses } from './challenge.ts'

const partyNames: Record<ChallengeParty, string> = {
  authority: 'the authority',
  'verified-authority': 'the confirmed authority',
  broker: 'a broker',
  clock: 'the clock',
}

/** The life of a challenge and the gates of each kind, as the Markdown of docs/life-cycle.md. */
export function drawLifeCycle(): string {
  return [
    '# The life of a challenge',
    'Drawn from `shared/challenges/life-cycle.ts`, `kinds.ts` and `gates.ts` by `npm run draw`; a test fails while the drawing and the tables differ.',
    '## States',
    'Who may take each step stands after it. What is scheduled passes the gates of publication a second time.',
    stateDiagram(),
    '## Kinds',
    kindTable(),
    '## Gates before each step',
    'A section of the Procurement Act 2023, or an article of the Procurement Regulations 2024 (reg), stands where the gate is law for that kind; the others are good practice and Foothold’s rule. Every gate says on the page what is wrong, who can clear it and with what.',
    ...challengeKindNames.flatMap((kind) => [`### ${kindFacts(kind).label}`, gateDiagram(kind)]),
    '## What clears each gate',
    clearingTable(),
    '',
  ].join('\n\n')
}

const fenced = (lines: string[]): string => ['```mermaid', ...lines, '```'].join('\n')
// A mermaid name has no dash.
const node = (name: string): string => name.replaceAll('-', '_')
const isGated = (action: string): action is GatedAction =>
  (gatedActions as readonly string[]).includes(action)

function stateDiagram(): string {
  const steps = challengeStatuses.flatMap((status) =>
    Object.entries(lifeCycle[status]).map(([action, { next, who }]) => {
      const gate = isGated(action) || action === 'publish-scheduled' ? 'gates, then ' : ''
      return `  ${node(status)} --> ${node(next)}: ${gate}${action} (${who.map((party) => partyNames[party]).join(', ')})`
    }),
  )
  return fenced([
    'stateDiagram-v2',
    ...challengeStatuses.map((status) => `  state "${statusLabels[status]}" as ${node(status)}`),
    '  [*] --> draft',
    ...steps,
    '  withdrawn --> [*]',
  ])
}

function gateDiagram(kind: ChallengeKind): string {
  const lines = gatedActions.flatMap((action) => {
    const names = gateTable[kind][action]
    const boxes = names.map((name) => `    ${node(`${action}_${name}`)}["${gateText(kind, name)}"]`)
    const way = names.map((name) => node(`${action}_${name}`)).join(' --> ')
    return [`  subgraph ${action}`, ...boxes, ...(names.length > 1 ? [`    ${way}`] : []), '  end']
  })
  return fenced(['flowchart LR', ...lines, '  submit --> publish --> amend'])
}

function gateText(kind: ChallengeKind, name: GateName): string {
  const source = gates[name].law[kindFacts(kind).regime]
  return source ? `${gates[name].title}<br>${source}` : gates[name].title
}

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`

function kindTable(): string {
  const rows = challengeKindNames.map((kind) => {
    const { label, stages, isJudged, notice, exceptions } = kindFacts(kind)
    return row([
      label,
      stages.map((stage) => stageNames[stage]).join(', '),
      isJudged ? 'weights of 100' : 'none',
      notice,
      exceptions
        .map((name) => `${noticeExceptions[name].label} (${noticeExceptions[name].source})`)
        .join('; '),
    ])
  })
  return [
    row(['kind', 'stages', 'criteria', 'notice first', 'or no notice, because']),
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function clearingTable(): string {
  const rows = Object.values(gates).map(({ title, explanation, clearedBy, clearedWith }) =>
    row([title, explanation, gateKeepers[clearedBy], clearedWith]),
  )
  return [row(['gate', 'why', 'who clears it', 'with what']), '| --- | --- | --- | --- |', ...rows].join('\n')
}
