import type { Calls } from './call.ts'

const tokens = (path: string): readonly string[] => [
  path.slice(3),
  'AAAAAAAAAAAAAAAAAAAAAAAA',
  '..%2f..%2fapi%2fme',
  '__proto__',
]

/** Forms that are open to strangers: by their links, and those who open them. */
export const publicCalls: Calls = {
  'GET /f/:token': ({ open }) => tokens(open.path).map((token) => ({ url: `/f/${token}` })),
  'GET /p/:token': ({ open }) => tokens(open.path).map((token) => ({ url: `/p/${token}` })),
  'GET /verify': () => [{ url: '/verify' }],
  'GET /verify/:code': ({ kept }) =>
    [kept.west.code, '..%2f..%2fapi%2fme'].map((code) => ({ url: `/verify/${code}` })),
  'GET /api/public/verify/:code': ({ kept }) =>
    ['AAAA-AAAA-AAAA-AAAA', kept.west.id, '__proto__', '%00'].map((code) => ({
      url: `/api/public/verify/${code}`,
    })),
  'POST /api/public/verify/:code': ({ kept }) =>
    [{}, { sha256: '0'.repeat(64) }, { sha256: 'x' }].flatMap((payload) => [
      { url: '/api/public/verify/AAAA-AAAA-AAAA-AAAA', payload },
      { url: `/api/public/verify/${kept.west.id}`, payload },
    ]),
  'GET /api/public/forms/:token': ({ open }) =>
    tokens(open.path).map((token) => ({ url: `/api/public/forms/${token}` })),
  'POST /api/public/forms/:token/riddle': ({ open }) =>
    tokens(open.path).flatMap((token) => [
      { url: `/api/public/forms/${token}/riddle`, payload: {} },
      { url: `/api/public/forms/${token}/riddle`, payload: { earlier: 'a.b.c' } },
    ]),
  'POST /api/public/forms/:token/submissions': ({ open, vaults, people }) =>
    tokens(open.path).flatMap((token) =>
      [
        {},
        { values: { name: 'x' } },
        { values: { id: vaults.west, owner: people.west }, challenge: 'a.b.c', answer: '1' },
      ].map((payload) => ({ url: `/api/public/forms/${token}/submissions`, payload })),
    ),
  'POST /api/public/forms/:token/choices': ({ open, partners }) =>
    tokens(open.path).flatMap((token) =>
      [
        {},
        { field: 'partner', challenge: 'a.b.c', answer: '1' },
        { field: 'owner', of: [partners.hidden], challenge: 'a.b.c', answer: '1' },
      ].map((payload) => ({ url: `/api/public/forms/${token}/choices`, payload })),
    ),
  'POST /api/public/forms/:token/files': ({ open }) =>
    tokens(open.path).map((token) => ({ url: `/api/public/forms/${token}/files`, file: 'x' })),
  'POST /api/public/forms/:token/files/join': ({ open, files }) =>
    tokens(open.path).flatMap((token) =>
      [{}, { name: 'a.txt', type: 'text/plain', parts: [files.west] }].map((payload) => ({
        url: `/api/public/forms/${token}/files/join`,
        payload,
      })),
    ),
  'GET /api/public/progress/:token': ({ open }) =>
    [...tokens(open.path), 'e30.x.y'].map((token) => ({ url: `/api/public/progress/${token}` })),
  'GET /api/public-links': () => [{ url: '/api/public-links' }, { url: '/api/public-links?form=vault.open' }],
  'POST /api/public-links': () => [{ url: '/api/public-links', payload: { form: 'vault.open' } }],
  'PATCH /api/public-links/:id': ({ open }) => [
    { url: `/api/public-links/${open.link}`, payload: { enabled: true } },
  ],
  'POST /api/public-links/:id/renew': ({ unknown }) => [{ url: `/api/public-links/${unknown}/renew` }],
  'POST /api/public-links/key': () => [{ url: '/api/public-links/key', payload: {} }],
  'DELETE /api/public-links/:id': ({ unknown }) => [{ url: `/api/public-links/${unknown}` }],
  'GET /api/public-links/:id/submissions': ({ open }) => [
    { url: `/api/public-links/${open.link}/submissions` },
  ],
  'DELETE /api/public-submissions/:id/progress': ({ unknown }) => [
    { url: `/api/public-submissions/${unknown}/progress` },
  ],
  'POST /api/public-submissions/:id': ({ unknown }) => [
    { url: `/api/public-submissions/${unknown}`, payload: { make: true } },
  ],
}
