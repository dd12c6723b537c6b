export { defineBlock, type BlockType, type PrintContext, type PrintRow } from './define.ts'
