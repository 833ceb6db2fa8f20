import type { HelpTopic } from './help-topic.ts'

/** What people of authorities ask. */
export const forAuthorities: HelpTopic[] = [
  {
    id: 'join-a-council',
    group: 'authority',
    title: 'Join your council here',
    paragraphs: [
      'Register with your address at the council. Where its domain is the council’s alone you become a member when you confirm the address; the first of a council is confirmed by a broker. Otherwise choose the council on the page of your organisation, and a broker checks.',
      'Members who may only read, such as elected members, are given that role by the council’s administrator.',
    ],
    links: [{ href: '/organisation', text: 'Your organisation' }],
    otherWords: 'authority member administrator colleague invite role viewer observer domain',
  },
  {
    id: 'write-a-challenge',
    group: 'authority',
    title: 'Write and publish a challenge',
    paragraphs: [
      'Say what has to change, who has the problem and how you will see that it is solved. The coach marks words that close the market and says what to write instead. Submit it, and a broker reads it: they publish it, or return it with comments.',
      'Where the law wants a notice on Find a Tender first, the challenge is published once the number of that notice is recorded here.',
    ],
    links: [
      { href: '/challenges/new', text: 'Post a challenge' },
      { href: '/coach', text: 'Try the coach' },
    ],
    otherWords: 'statement specification draft post tender publish review broker notice',
  },
  {
    id: 'routes',
    group: 'authority',
    title: 'Which procedure may you use?',
    paragraphs: [
      'Answer a few questions, and the advisor shows the routes that the law leaves open for your need, why, with which notices, and the shortest timetable of each. It is information, not legal advice; each statement names its section and date.',
    ],
    links: [
      { href: '/advisor', text: 'Procurement routes' },
      { href: '/law', text: 'The rules' },
    ],
    otherWords: 'procurement act 2023 threshold competitive flexible law legal advisor timetable notice',
  },
  {
    id: 'courses',
    group: 'authority',
    title: 'Learn to write challenges',
    paragraphs: [
      'The courses are lessons of a few minutes, with passages of real notices and exercises that the coach and the advisor check. You need no account to read them and to try.',
      'With an account you go on where you were. What you read and wrote is yours alone; you decide whether people of your authority see your name beside a course.',
    ],
    links: [
      { href: '/learning', text: 'See the courses' },
      { href: '/account/learning', text: 'Decide who sees it' },
    ],
    otherWords: 'training course lesson exercise skills certificate progress consent',
  },
  {
    id: 'change-a-challenge',
    group: 'authority',
    title: 'Change a challenge that is published',
    paragraphs: [
      'Amend it from its page. Every version is kept, and whoever follows the challenge is told what changed. A deadline that has not passed can be extended, and everybody is told.',
    ],
    links: [{ href: '/your-challenges', text: 'Your challenges' }],
    otherWords: 'amend edit correct withdraw cancel extend deadline version',
  },
  {
    id: 'with-other-authorities',
    group: 'authority',
    title: 'Do something together with other authorities',
    paragraphs: [
      'On the page of a public challenge say “We have this problem too”, and how large it is with you. You can choose to be counted without being named. The page of shared problems shows on a map where others have it.',
      'Found a working group or join one: it has a notice board that suppliers do not see. An organiser can plan an early market engagement, announce it to everybody, and begin a joint challenge from it.',
      'To write with others, open your draft and choose “Together with other authorities”. Each approves the words for itself before they go public. After that no buyer can be added.',
    ],
    links: [
      { href: '/problems', text: 'Shared problems' },
      { href: '/groups', text: 'Working groups' },
      { href: '/your-watches', text: 'Watch problems elsewhere' },
    ],
    otherWords:
      'joint collaborate partner council group same problem map region demand watch engagement event',
  },
  {
    id: 'evaluate',
    group: 'authority',
    title: 'Open and score proposals',
    paragraphs: [
      'After the deadline the proposals are opened. Evaluators declare their interests, score alone, then agree one score for each criterion. The ranking follows from the published criteria and weights only.',
      'Every supplier gets feedback, at the same moment.',
    ],
    links: [{ href: '/your-evaluations', text: 'Your evaluations' }],
    otherWords: 'evaluation panel scoring consensus award feedback opening interests weights',
  },
  {
    id: 'measure-a-pilot',
    group: 'authority',
    title: 'Measure a pilot and decide what comes next',
    paragraphs: [
      'Once a contract is recorded, plan how each outcome of the challenge is measured. Record readings with their source, milestones and spend; after three, six and twelve months we ask for a review of one page.',
      'Publish the results, decide whether to scale, repeat or stop, and say why. A case study is drafted from it and goes into the library once the supplier agrees to its words.',
    ],
    links: [{ href: '/your-challenges', text: 'Your challenges' }],
    otherWords:
      'outcome outcomes result results reading baseline target milestone spend kpi review scale repeat stop decision case study',
  },
  {
    id: 'adopt',
    group: 'authority',
    title: 'Do what another authority has tried',
    paragraphs: [
      'The results of a measured pilot say how others can do the same: which ways the law leaves open, and on what terms its owner shares what it has. Ask, and the authority answers.',
    ],
    links: [
      { href: '/evidence', text: 'See what worked' },
      { href: '/adoptions', text: 'What you asked for' },
    ],
    otherWords: 'adopt adoption reuse copy replicate same solution buy without competition direct award',
  },
]
