// Who may enter which page: one table, which permission and looks are both held against.

export const el = '/s/linyi-2022';
// Who stands for each role, by login; nobody is not signed in.
export const people = {
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
};
export const everybody = Object.keys(people);

// Who is let in, by path. `r1` belongs to the first unit, `p1` is a nominee, `o1` an objection, `m1` a piece.
export const pages = [
  ...['', '/plan', '/plan.json', '/candidates', '/lists', '/log', '/log/0', '/honourees', '/vote', '/check', '/proof', '/recommend']
    .map((path) => [el + path, everybody]),
  ...['/', '/sign-in', '/style'].map((path) => [path, everybody]),
  ...['', '/recommendations', '/recommendations/r1', '/screen', '/clearance', '/candidates', '/vote',
    '/panel', '/result', '/notice', '/naming', '/publicity', '/seats', '/rules', '/closing']
    .map((path) => [`${el}/office${path}`, ['office']]),
  [`${el}/office/recommendations/new`, ['office', 'sponsor']],
  ...['', '/new'].map((path) => [`${el}/unit${path}`, ['unit']]),
  [`${el}/panel`, ['judge']],
  [`${el}/sponsor`, ['sponsor']],
  [`${el}/sponsor/recommendations/new`, ['office', 'sponsor']],
  [`${el}/clearance`, ['department']],
  [`${el}/outlet`, ['outlet']],
  [`${el}/supervision`, ['receiver']],
  [`${el}/audit`, ['auditor']],
  ...['', '/selections/new', '/accounts'].map((path) => [`/admin${path}`, ['admin']]),
];
