export { AnswerSide } from './AnswerSide'
