import { s6 } from './supervisors.js'
import { underSupervisor } from './under-supervisor.js'

underSupervisor(s6)
