/** The columns of the list on both sides. */
export const listFields: readonly string[] = [
  'name',
  'company',
  'phone',
  'source',
  'status',
  'score',
  'grade',
  'city',
  'budget',
  'created_at',
]
