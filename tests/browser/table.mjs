// Who may enter which page, and who may ask for which act: one table, which permission and looks are both held against.
// Every route of the application stands in it; `routes.mjs` reads them from the sources, and a test compares.

/// What exists in a selection, by the ids that stand in addresses. A demo's play is the same each time, so are its ids:
/// a recommendation of the unit's own, a nominee whom judge and department have before them, one who is named in the
/// end, an objection to the office and one to the receiver, a piece of the outlet's, seats, an account that nobody here
/// needs.
export const linyi = {
  el: '/s/linyi-2022',
  votes: ['vote'], panels: ['review'], notices: ['notice'], rules: ['final'], category: 'park', unit: 'lanshan',
  number: 'A01', own: 'r10', judged: 'p170', cleared: 'p4', named: 'p170', toOffice: 'o1', toReceiver: 'o2', piece: 'm1',
  seats: { office: 'office-1', other: 'unit-7' }, account: 'demo-unit-yinan',
  // Who stands for each role, by login; nobody is not signed in.
  people: {
    nobody: '',
    admin: 'sysadmin',
    office: 'office1',
    unit: 'unit-lanshan',
    judge: 'judge1',
    sponsor: 'sign-ribao',
    department: 'clear-gongan',
    outlet: 'edit-ribao',
    receiver: 'watch',
    auditor: 'auditadmin',
  },
};

/// The second plan: works, two votes, a notice during the second; no panel, no departments, no outlets.
export const shiyin = {
  el: '/s/shiyin-2023',
  votes: ['vote-1', 'vote-2'], panels: [], notices: ['notice'], rules: ['twelve', 'six'], category: 'sound', unit: 'dongting',
  number: 'W01', own: 'r1', judged: 'p1', cleared: 'p1', named: 'p1', toOffice: 'o1', toReceiver: 'o2', piece: 'm1',
  seats: { office: 'office-1', other: 'unit-2' }, account: 'demo-unit-beiting',
  people: {
    nobody: '',
    admin: 'sysadmin',
    office: 'office1',
    unit: 'unit-dongting',
    sponsor: 'sign-wenhuaguan',
    receiver: 'watch',
    auditor: 'auditadmin',
  },
};

export const { el, people } = linyi;

/// Every role there is, in whichever selection.
export const everybody = Object.keys(linyi.people);
const signedIn = everybody.filter((role) => role !== 'nobody');

/// Pages, each with who is let in.
export function pagesOf({ el, votes, panels, notices, rules, category, number, own, judged, cleared, named, toOffice, toReceiver, piece, seats, account }) {
  const id = el.slice(3);
  return [
    // The public's.
    ...['', '/plan', '/candidates', `/candidates/${number}`, '/lists', '/lists/candidates/1', '/lists/finalists/1',
      '/honourees', '/vote', `/vote/${category}`, '/check', '/proof', '/receipt/0', '/recommend', `/recommend?cat=${category}`,
      '/paper', '/log', '/log/0', '/notice/1', '/notice/1/object', '/report',
      ...rules.flatMap((rule) => [`/result/${rule}`, `/result/${rule}/${named}`])].map((path) => [el + path, everybody]),
    ...['/', '/help/plan', '/sign-in', '/style', '/style/portal', '/style/vote', '/style/receipt', '/style/office', '/style/form']
      .map((path) => [path, everybody]),
    // The office's.
    ...['', '/recommendations', '/recommendations/r1', '/screen', '/screen/p1', '/clearance', '/candidates', '/vote',
      ...votes.map((stage) => `/vote/${stage}/codes`), ...votes.flatMap((stage) => ['', '/enter', '/withdraw', '/count'].map((page) => `/paper/${stage}${page}`)), '/panel', ...panels.map((stage) => `/panel/${stage}/close`),
      '/result', ...rules.flatMap((rule) => [`/result/${rule}/resolve`, `/result/${rule}/publish`]),
      '/notice', '/notice/replace', `/notice/objections/${toOffice}`,
      ...notices.flatMap((stage) => [`/notice/${stage}/publish`]), '/notice/1/extend',
      '/naming', '/naming/recheck', '/naming/name', `/naming/${named}/reissue`, `/naming/${named}/revoke`,
      '/publicity', '/publicity/assign', `/publicity/pieces/${piece}`, '/closing', '/rules',
      '/seats', ...Object.values(seats).map((seat) => `/seats/${seat}`)].map((path) => [`${el}/office${path}`, ['office']]),
    [`${el}/office/recommendations/new`, ['office', 'sponsor']],
    ...['office', 'sponsor'].map((room) => [`${el}/${room}/recommendations/r1/revise`, ['office', 'sponsor']]),
    // Everybody else's.
    ...['', '/new', `/new?cat=${category}`, `/${own}`, `/${own}/print`, `/${own}/revise`].map((path) => [`${el}/unit${path}`, ['unit']]),
    ...['', `/${judged}`].map((path) => [`${el}/panel${path}`, ['judge']]),
    [`${el}/sponsor`, ['sponsor']],
    [`${el}/sponsor/recommendations/new`, ['office', 'sponsor']],
    ...['', `/${cleared}`].map((path) => [`${el}/clearance${path}`, ['department']]),
    ...['', `/${piece}`].map((path) => [`${el}/outlet${path}`, ['outlet']]),
    ...['', `/${toReceiver}`].map((path) => [`${el}/supervision${path}`, ['receiver']]),
    [`${el}/audit`, ['auditor']],
    ...['', '/selections/new', '/selections/import', '/selections/draft', `/selections/${id}`, '/accounts', `/accounts/${account}`].map((path) => [`/admin${path}`, ['admin']]),
    ...['', `/${cleared}`].map((path) => [`${el}/erase${path}`, ['office', 'admin']]),
    ...['/account', '/account/password'].map((path) => [path, signedIn]),
  ];
}

/// What is no page: data, pictures and files to take away, by whom they may be taken; and what everybody may ask for.
export function filesOf({ el, own, category, votes }) {
  return [
    [`${el}/vote/${category}/work`, everybody],
    ...['/plan.json', '/standards/1', '/portrait/none.jpg'].map((path) => [el + path, everybody]),
    ...['/trust', '/acts/checkpoint', '/ballots/checkpoint.sm', '/acts/disclosed'].map((path) => [`/log/${el.slice(3)}${path}`, everybody]),
    [`${el}/office/recommendations/${own}/portrait`, ['office']],
    ...votes.map((stage) => [`${el}/office/paper/${stage}/scan`, ['office', 'auditor']]),
    ...[`/${own}/portrait`, `/${own}/minutes`].map((path) => [`${el}/unit${path}`, ['unit']]),
    ...['/setup/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/demo/wait?stop=none', '/display?lang=zh-CN&to=/',
      '/assets/none.css', '/favicon.ico'].map((path) => [path, everybody]),
  ];
}

/// Acts, each with who may ask for it. What everybody may ask for stands here too, so that the table is whole.
export function actsOf({ el, votes, panels, notices, rules, category, own, judged, cleared, named, toOffice, toReceiver, piece, seats, account }) {
  const id = el.slice(3);
  return [
    // The public's: nobody is asked who they are.
    ...['/recommend', '/vote/code', '/vote/anybody', '/vote/leave', `/vote/${category}/check`, `/vote/${category}/cast`, '/check',
      '/notice/1/object', '/report'].map((path) => [el + path, everybody]),
    ...['/sign-in', '/sign-out', '/setup/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/demo/jump', '/demo/be', '/demo/clock']
      .map((path) => [path, everybody]),
    ['/account/password', signedIn],
    // The office's.
    [`${el}/office/recommendations/new`, ['office', 'sponsor']],
    [`${el}/sponsor/recommendations/new`, ['office', 'sponsor']],
    ...['office', 'sponsor'].map((room) => [`${el}/${room}/recommendations/r1/revise`, ['office', 'sponsor']]),
    ...['/remind', '/promote', '/recommendations/r1/return', '/recommendations/r1/withdraw',
      '/recommendations/r1/person', '/screen/p1', '/pairs', '/clearance', '/candidates/preview', '/candidates/publish',
      '/seats', ...Object.values(seats).flatMap((seat) => [`/seats/${seat}/hand`, `/seats/${seat}/dismiss`]), '/rules', '/rules/check', '/standards',
      ...votes.map((stage) => `/vote/${stage}/codes`), ...votes.flatMap((stage) => ['/enter', '/withdraw', '/count'].map((page) => `/paper/${stage}${page}`)), '/result/count', ...panels.flatMap((stage) => [`/panel/${stage}/close`, `/panel/${stage}/remind`]),
      ...rules.flatMap((rule) => [`/result/${rule}/resolve`, `/result/${rule}/publish`]),
      ...notices.map((stage) => `/notice/${stage}/publish`), '/notice/1/extend', '/notice/replace',
      `/notice/objections/${toOffice}`, '/naming/recheck', '/naming/name', `/naming/${named}/reissue`, `/naming/${named}/revoke`,
      '/publicity/assign', '/publicity/ceremony', `/publicity/pieces/${piece}`, '/closing']
      .map((path) => [`${el}/office${path}`, ['office']]),
    // Everybody else's.
    ...['/sign-for', '/new', `/${own}/revise`, `/${own}/endorse`, `/${own}/return`, `/${own}/withdraw`].map((path) => [`${el}/unit${path}`, ['unit']]),
    ...[`/${judged}`, `/${judged}/recuse`].map((path) => [`${el}/panel${path}`, ['judge']]),
    ...['/sign', '/decline'].map((path) => [`${el}/sponsor${path}`, ['sponsor']]),
    ...['', `/${cleared}`, `/${cleared}/number`].map((path) => [`${el}/clearance${path}`, ['department']]),
    [`${el}/outlet/${piece}`, ['outlet']],
    [`${el}/supervision/${toReceiver}/rule`, ['receiver']],
    [`${el}/audit/check`, ['auditor']],
    [`${el}/erase/${cleared}`, ['office', 'admin']],
    ...['/selections/new', '/selections/import', '/selections/draft', '/selections', `/selections/${id}`, '/accounts', `/accounts/${account}/reset`, `/accounts/${account}/disable`, `/accounts/${account}/admin`]
      .map((path) => [`/admin${path}`, ['admin']]),
  ];
}

export const pages = pagesOf(linyi);
export const acts = actsOf(linyi);
