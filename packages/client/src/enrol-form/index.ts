export { offerEnrolment } from './offer-enrolment.ts'
