/** One thing that people ask how to do. */
export interface HelpTopic {
  /** Its place below `/help`. */
  id: string
  /** Whom it is for; `all` for everybody. */
  group: 'all' | 'supplier' | 'authority'
  title: string
  paragraphs: string[]
  links: { href: string; text: string }[]
  /** What people call it besides, for the search. */
  otherWords: string
}

const forAll: HelpTopic[] = [
  {
    id: 'account',
    group: 'all',
    title: 'Make an account',
    paragraphs: [
      'You need none to read. Register with your name, your work e-mail address and a password of 10 characters or more. We send a link that works for 24 hours; open it and type the password again.',
      'If no e-mail comes, look among unwanted mail, then register again with the same address: a new link comes.',
    ],
    links: [{ href: '/register', text: 'Register' }],
    otherWords: 'sign up create log in login join confirm verification mail',
  },
  {
    id: 'sign-in',
    group: 'all',
    title: 'You cannot sign in',
    paragraphs: [
      'Have a link sent by which you choose another password. For your safety the answer is the same whether an address has an account or not, and all your tokens for programs stop working when you use the link.',
      'After ten wrong passwords in a quarter of an hour we ask you to wait. You are signed out after two hours without use, and twelve hours after you signed in.',
    ],
    links: [{ href: '/forgotten-password', text: 'Choose another password' }],
    otherWords: 'forgot forgotten reset password locked out log in login session expired timeout',
  },
  {
    id: 'e-mails',
    group: 'all',
    title: 'Get fewer e-mails, or other ones',
    paragraphs: [
      'For each kind of news you choose whether it comes by e-mail at once, in one e-mail with everything, or only to your inbox here. Each e-mail that is not about your account has a link that ends its kind with one click.',
    ],
    links: [{ href: '/account/notifications', text: 'Choose what you are told' }],
    otherWords: 'notifications unsubscribe digest settings preferences spam mail mute',
  },
  {
    id: 'deadlines',
    group: 'all',
    title: 'How deadlines work',
    paragraphs: [
      'A deadline is one instant, shown in the time of London. Our clock decides: what comes a moment after it is late, and the page says so. A deadline moves only by an extension that is told to everybody before it.',
      'Each challenge offers its dates for your calendar, and your account has an address for all of yours.',
    ],
    links: [{ href: '/account/calendar', text: 'Put your dates into your calendar' }],
    otherWords: 'late closing date time zone extension calendar ics',
  },
  {
    id: 'programs',
    group: 'all',
    title: 'Use Foothold from a program',
    paragraphs: [
      'What a person can do in a page a program can do through the API, with the same permissions. Make a token on your account page. Open data need no account.',
    ],
    links: [
      { href: '/api', text: 'The API' },
      { href: '/open-data', text: 'Open data' },
    ],
    otherWords: 'api token developer json ocds webhook integration export',
  },
  {
    id: 'library',
    group: 'all',
    title: 'Find what others have learnt',
    paragraphs: [
      'The library has articles, reports, guides, templates and case studies, to search and to narrow by the step of a procurement, its route, sector or place. Case studies that say “measured” come from pilots here: both sides agreed to their words.',
      'What people say that procurement policy does not allow has a page for each objection: what the law says, what others did, and whom to ask.',
    ],
    links: [
      { href: '/resources', text: 'The library' },
      { href: '/resources/objections', text: 'What is said not to be allowed' },
    ],
    otherWords:
      'resource resources article podcast report guide template case study studies example myth objection',
  },
  {
    id: 'evidence',
    group: 'all',
    title: 'See what worked',
    paragraphs: [
      'The evidence counts what happened here, beside what public record says of all awards. Choose an authority, a region, a category or a year; every figure leads to the records behind it, and each drawing has a table and a file.',
      'What few would tell of one supplier is not shown. How each figure is reckoned stands on a page of its own.',
    ],
    links: [
      { href: '/evidence', text: 'The evidence' },
      { href: '/evidence/method', text: 'How the figures are reckoned' },
    ],
    otherWords:
      'statistics figures chart dashboard numbers spend spending award data report results outcome investment jobs',
  },
  {
    id: 'welsh',
    group: 'all',
    title: 'Read Foothold in Welsh',
    paragraphs: [
      'Choose Cymraeg at the top of a page. The front pages, the library and a supplier’s way to its feedback are in Welsh; where a page is not, it says so. Your account keeps the language in which we write to you.',
    ],
    links: [{ href: '/account/language', text: 'Choose the language of your e-mails' }],
    otherWords: 'welsh cymraeg language translation wales bilingual',
  },
]

const forSuppliers: HelpTopic[] = [
  {
    id: 'claim-a-profile',
    group: 'supplier',
    title: 'Claim your firm’s profile',
    paragraphs: [
      'Look for your firm in the directory: we may know it from public award records. Open its page and claim it: a broker checks the claim, and sees whether your e-mail address has the domain that was on file for the firm.',
      'Not there? Register the firm, and a broker confirms it.',
    ],
    links: [
      { href: '/suppliers', text: 'The directory' },
      { href: '/organisation/new', text: 'Register a supplier that is not there' },
    ],
    otherWords: 'company business listing register join owner',
  },
  {
    id: 'matches',
    group: 'supplier',
    title: 'Why you were matched, or were not',
    paragraphs: [
      'When a challenge is published, every supplier in the directory is ranked for it, from the words, categories, regions and track record of its profile. Your match shows which of these carried it. A fuller profile is found more often.',
      'A match only tells you of a challenge. Whoever was not matched may read, ask and propose just the same.',
    ],
    links: [{ href: '/your-matches', text: 'Your matches' }],
    otherWords: 'matching ranking score recommended alerts not matched profile',
  },
  {
    id: 'searches',
    group: 'supplier',
    title: 'Hear of challenges by your own words',
    paragraphs: [
      'Search the challenges, then keep the search: we tell you when another challenge fits it. The same list can be read by a feed reader without an account.',
    ],
    links: [
      { href: '/challenges', text: 'Search the challenges' },
      { href: '/your-searches', text: 'Your searches' },
    ],
    otherWords: 'saved search alert feed atom rss keyword opportunities tenders',
  },
  {
    id: 'ask',
    group: 'supplier',
    title: 'Ask a question without giving your idea away',
    paragraphs: [
      'Ask on the challenge’s page until its deadline for questions. Nobody but the brokers sees who asks; everybody else sees a letter, drawn anew for each challenge. The answer goes to everybody at the same moment.',
      'Where parts of a question are confidential, say so and why: then only the brokers read it. They propose words for everybody, and nothing is asked before you agree. Nothing is ever answered to one supplier alone.',
    ],
    links: [{ href: '/challenges', text: 'Find the challenge' }],
    otherWords: 'clarification anonymous question private confidential secret intellectual property letter',
  },
  {
    id: 'propose',
    group: 'supplier',
    title: 'Submit a proposal, change it or withdraw it',
    paragraphs: [
      'Open the challenge and begin a proposal. The draft saves itself. Until the deadline you may submit again or withdraw; the last that you submitted counts.',
      'A proposal is sealed when you submit it. Neither the authority nor a broker can read it before the deadline. Each submission gives you a receipt, which anybody can check.',
    ],
    links: [
      { href: '/your-proposals', text: 'Your proposals' },
      { href: '/verify-receipt', text: 'Check a receipt' },
    ],
    otherWords: 'bid tender response send sealed receipt replace upload files deadline',
  },
  {
    id: 'together',
    group: 'supplier',
    title: 'Propose together with other firms',
    paragraphs: [
      'The lead invites partners from the proposal’s page, and each agrees before it is submitted. Looking for a partner? Each challenge has a board where firms that want one say so.',
    ],
    links: [{ href: '/your-proposals', text: 'Your proposals' }],
    otherWords: 'consortium partner joint subcontract team',
  },
  {
    id: 'after-the-award',
    group: 'supplier',
    title: 'Say what came of your contract',
    paragraphs: [
      'A contract has a page for its pilot: both sides record readings, milestones and what was learnt. After three, six and twelve months we ask you for a page: investment that followed, research and jobs. You alone read these figures, and they are counted only if you say so.',
      'A case study is drafted from it and goes public once you and the authority agree to its words.',
    ],
    links: [{ href: '/your-proposals', text: 'Your proposals' }],
    otherWords:
      'pilot result results outcome reading milestone review investment jobs research case study contract award won',
  },
]

const forAuthorities: HelpTopic[] = [
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

/** All that is explained, for everybody first. */
export const helpTopics: readonly HelpTopic[] = [...forAll, ...forSuppliers, ...forAuthorities]
