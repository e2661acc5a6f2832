import { runit } from './supervisors.js'
import { underSupervisor } from './under-supervisor.js'

underSupervisor(runit)
