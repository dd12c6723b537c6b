import { settingsPages } from '../../../packages/views/src/settings/pages.ts'
import type { Guide, Stop } from './types.ts'

const at =
  (by: Stop['by']) =>
  (name: string, path: string | ((guide: Guide) => string)): Stop => ({
    name,
    by,
    path: typeof path === 'string' ? () => path : path,
  })
const seller = at('seller')
const admin = at('admin')

const record = (entity: string): Stop =>
  seller(`record of ${entity}`, ({ some }) => `/r/${entity}/${some(entity)}`)

/** Every screen of the product. */
export const screens: readonly Stop[] = [
  at('nobody')('sign-in', '/'),
  seller('home', '/'),
  seller('inbox', '/inbox'),
  seller('drafts', '/drafts'),
  admin('gallery of apps', '/gallery'),
  admin('first steps of an app', '/a/crm/start'),
  ...['lead', 'account', 'contact', 'product', 'quote', 'task'].map((entity) =>
    seller(`list of ${entity}`, `/r/${entity}`),
  ),
  seller('grouped list', '/r/opportunity?view=all&group=stage'),
  seller('board', '/r/opportunity?view=pipeline'),
  seller('calendar', '/r/task?view=calendar'),
  seller('week', '/r/task?view=calendar&by=week'),
  seller('gantt', '/r/opportunity?view=gantt'),
  seller('gallery', '/r/product?view=gallery'),
  seller('timeline', '/r/followup?view=timeline'),
  ...['lead', 'account', 'opportunity', 'quote', 'product'].map(record),
  seller('new lead', '/r/lead/new'),
  seller('new quote', '/r/quote/new'),
  seller('import', '/import/lead'),
  seller('duplicates', '/duplicates/account'),
  seller('dashboard', '/dashboards/sales'),
  seller('funnel', '/reports/pipeline_funnel'),
  seller('leaderboard', '/reports/leaderboard'),
  seller('efficiency of flows', '/efficiency'),
  admin('runs of flows', '/runs'),
  admin('run that stopped', ({ some }) => `/runs/${some('run')}`),
  seller('wall', ({ look }) => `/wall?boards=sales,customers&look=${look.dark ? 'dark' : 'light'}`),
  seller('print', ({ some }) => `/print/quote/${some('quote')}`),
  seller('no such page', '/nowhere'),
  ...settingsPages.map(({ key }) => admin(`settings: ${key}`, `/settings/${key}`)),
  admin('design', '/design'),
  ...[
    'form/lead.edit',
    'rule/lead_hot',
    'flow/quote_discount',
    'report/won_by_month',
    'dashboard/sales',
    'role/sales',
    'print/quote',
    'entity/lead',
    'view/opportunity.pipeline',
    'app/crm',
    'page/account.page',
    'form/lead.website',
    'preview/lead.edit',
    'rules',
    'score/lead_score',
    'assignment/lead_rr',
    'calendar/cn_office',
    'table/recycle_days',
    'sandboxes',
  ].map((place) => admin(`design: ${place}`, `/design/${place}`)),
]
