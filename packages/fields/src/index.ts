export { defineFieldType, type ColumnSpec, type FieldContext, type FieldType, type FilterOperator, type ParseResult } from './define.ts'
