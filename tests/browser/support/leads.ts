import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** A public file of leads, where there is one; `LEADS_CSV` says where else to look. */
const real = process.env['LEADS_CSV'] ?? resolve(import.meta.dirname, '../../../../shared/data/leads.csv')

/** A file of leads to import: its text and how many rows it has. */
export type LeadFile = { readonly content: Buffer; readonly rows: number; readonly name: string }

const columns = [
  'Prospect ID',
  'Lead Number',
  'Lead Origin',
  'Lead Source',
  'Do Not Email',
  'TotalVisits',
  'Total Time Spent on Website',
  'Page Views Per Visit',
  'Country',
  'Specialization',
  'What is your current occupation',
  'City',
  'Tags',
]
const sources = ['Olark Chat', 'Organic Search', 'Direct Traffic', 'Google', 'Reference']
const cities = ['Mumbai', 'Thane & Outskirts', 'Select', '']

/** The public file of leads where it stands beside the project, else rows of the same kind made here. */
export function leadFile(): LeadFile {
  if (existsSync(real)) {
    const content = readFileSync(real)
    return { content, rows: 9240, name: 'leads.csv' }
  }
  const rows = 300
  const lines = Array.from({ length: rows }, (_, at) =>
    [
      `7927b2df-8bba-4d29-b9a2-${String(at).padStart(12, '0')}`,
      660_000 + at,
      at % 3 === 0 ? 'API' : 'Landing Page Submission',
      sources[at % sources.length],
      at % 7 === 0 ? 'Yes' : 'No',
      // A few cells are wrong on purpose: the dry run has to find them.
      at % 100 === 99 ? 'many' : at % 9,
      (at * 37) % 1800,
      2.5,
      at % 4 === 0 ? '' : 'India',
      'Select',
      at % 2 === 0 ? 'Unemployed' : 'Working Professional',
      cities[at % cities.length],
      'Ringing',
    ].join(','),
  )
  return { content: Buffer.from([columns.join(','), ...lines].join('\n')), rows, name: 'leads.csv' }
}
