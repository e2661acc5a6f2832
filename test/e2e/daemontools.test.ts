import { daemontools } from './supervisors.js'
import { underSupervisor } from './under-supervisor.js'

underSupervisor(daemontools)
