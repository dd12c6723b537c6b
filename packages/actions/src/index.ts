export { defineAction, type ActionType } from './define.ts'
