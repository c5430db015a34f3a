import type { Input, Output, ReadCall, WriteCall } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { archiveAttachment, attachmentsOfPerson, changeAttachment } from './attachment.ts';
import { assignPeople, assignPerson, restrictPerson } from './caseload.ts';
import { changeCentre, getCentre } from './centre.ts';
import { listLog, logMonths, logOfPerson } from './accessLog.ts';
import {
  changeCompany,
  companiesFromFactories,
  companyFromFactory,
  createCompany,
  getCompany,
  listCompanies,
} from './company.ts';
import { listCodes, saveCode } from './code.ts';
import { listCompanyParts, removeCompanyPart, saveCompanyPart } from './companyPart.ts';
import {
  consultationsOfPerson,
  consultationVersions,
  correctConsultation,
  createConsultation,
  listConsultations,
} from './consultation.ts';
import { consentOfPerson, listTemplates, recordConsent, saveTemplate, withdrawConsent } from './consent.ts';
import { listConsultationTemplates, saveConsultationTemplate } from './consultationTemplate.ts';
import { changeDevice, listDevices, nameOfficeLaptop } from './device.ts';
import { discardDraft, draftsOfCompany, getDraft, listDrafts, saveDraft } from './draft.ts';
import { carryOutErasure, erasureLedger, previewErasure } from './erasure.ts';
import { getFactory, listFactories } from './factory.ts';
import { historyOfRecord } from './history.ts';
import { listIds } from './listExport.ts';
import { dropListView, keepListLast, keepListView, listViews } from './listView.ts';
import { changePerson, createPerson, getPerson, listPeople, personDuplicates, revealPerson } from './person.ts';
import { changeSection, changeSensitive, getSensitive } from './personSection.ts';
import { listPacks } from './pack.ts';
import { listProjects, saveProject } from './project.ts';
import { find, searchSettled } from './search.ts';
import { staffNames } from './staff.ts';
import { chooseValue, listCards } from './syncCard.ts';
import { keepPromise, snooze, today } from './today.ts';

type Reads = { readonly [N in ReadCall]: (store: ReadableStore, actor: Actor, input: Input<N>) => Output<N> };
type Writes = { readonly [N in WriteCall]: (store: WritableStore, actor: Actor, input: Input<N>) => Output<N> };

/** Every read call of the contract with its use case. A missing one does not compile. */
export const reads: Reads = {
  'search.find': find,
  'person.get': getPerson,
  'person.sensitive': getSensitive,
  'person.list': listPeople,
  'person.reveal': revealPerson,
  'person.duplicates': personDuplicates,
  'attachment.ofPerson': attachmentsOfPerson,
  'consultation.ofPerson': consultationsOfPerson,
  'consultation.list': listConsultations,
  'consultation.versions': consultationVersions,
  'consent.templates': listTemplates,
  'consent.ofPerson': consentOfPerson,
  'history.ofRecord': historyOfRecord,
  'list.ids': listIds,
  'list.views': listViews,
  'code.list': listCodes,
  'pack.list': listPacks,
  'project.list': listProjects,
  'consultationTemplate.list': listConsultationTemplates,
  'company.get': getCompany,
  'company.list': listCompanies,
  'companyPart.list': listCompanyParts,
  'erasure.preview': previewErasure,
  'erasure.ledger': erasureLedger,
  'factory.get': getFactory,
  'factory.list': listFactories,
  'draft.get': getDraft,
  'draft.ofCompany': draftsOfCompany,
  'draft.list': listDrafts,
  'sync.cards': listCards,
  'today.get': today,
  'log.list': listLog,
  'log.ofPerson': logOfPerson,
  'log.months': logMonths,
  'staff.names': staffNames,
  'centre.get': getCentre,
  'device.list': listDevices,
};

/** Every command of the contract with its use case. */
export const writes: Writes = {
  'search.settled': searchSettled,
  'person.create': createPerson,
  'person.change': changePerson,
  'person.changeSection': changeSection,
  'person.changeSensitive': changeSensitive,
  'person.assign': assignPerson,
  'person.assignMany': assignPeople,
  'list.keepView': keepListView,
  'list.dropView': dropListView,
  'list.keepLast': keepListLast,
  'person.restrict': restrictPerson,
  'consent.saveTemplate': saveTemplate,
  'consent.record': recordConsent,
  'consent.withdraw': withdrawConsent,
  'attachment.change': changeAttachment,
  'attachment.archive': archiveAttachment,
  'consultation.create': createConsultation,
  'consultation.correct': correctConsultation,
  'erasure.carryOut': carryOutErasure,
  'code.save': saveCode,
  'project.save': saveProject,
  'consultationTemplate.save': saveConsultationTemplate,
  'company.create': createCompany,
  'company.change': changeCompany,
  'company.fromFactory': companyFromFactory,
  'company.fromFactories': companiesFromFactories,
  'companyPart.save': saveCompanyPart,
  'companyPart.remove': removeCompanyPart,
  'today.snooze': snooze,
  'today.keepPromise': keepPromise,
  'sync.choose': chooseValue,
  'draft.save': saveDraft,
  'draft.discard': discardDraft,
  'centre.change': changeCentre,
  'device.change': changeDevice,
  'device.nameOffice': nameOfficeLaptop,
};
