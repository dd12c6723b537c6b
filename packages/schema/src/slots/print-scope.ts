import type { Scope, ScopeName } from '@mortise/expressions'
import type { EntityModel } from '../model/model.ts'

const companyLabels: { readonly [key: string]: { readonly zh: string; readonly en: string } } = {
  name: { zh: '公司名称', en: 'Company name' },
  address: { zh: '公司地址', en: 'Company address' },
  phone: { zh: '公司电话', en: 'Company phone' },
  tax_no: { zh: '公司税号', en: 'Company tax number' },
  bank: { zh: '公司开户行', en: 'Company bank' },
  bank_no: { zh: '公司账号', en: 'Company bank account' },
}

/** What `{{company.…}}` may name. */
export const companyKeys: readonly string[] = Object.keys(companyLabels)

const companyScope: Scope = {
  name: 'company',
  find: (key) => {
    const label = Object.hasOwn(companyLabels, key) ? companyLabels[key] : undefined
    return label && { key, label, type: { kind: 'text' }, nullable: true, sql: false }
  },
  keys: () => companyKeys,
}

const companyName: ScopeName = {
  key: 'company',
  label: { zh: '本公司', en: 'Own company' },
  type: { kind: 'id', entity: 'company' },
  nullable: true,
  sql: false,
  target: () => companyScope,
}

const scopes = new WeakMap<Scope, Scope>()

/** Names of a template: the record's, and `company` unless the record has a field of that name. */
export function printScope(entity: EntityModel): Scope {
  const { scope } = entity
  const known = scopes.get(scope)
  if (known !== undefined) return known
  const made: Scope = {
    name: scope.name,
    find: (key) => scope.find(key) ?? (key === 'company' ? companyName : undefined),
    keys: () => [...scope.keys(), 'company'],
  }
  scopes.set(scope, made)
  return made
}
