import type { DeskActionEvent } from '../channels/events.ts';
import type { Pick as Asked, Escalation } from '../escalation/escalation.ts';
import { bestFor } from './best-agents.ts';
import type { Conversation } from './conversation.ts';
import { releaseEpisode } from './episode.ts';
import type { Facts } from './facts.ts';
import { chosen, refuseForm, written } from './filled-in.ts';
import { NOTE_LIMIT } from './form-limits.ts';
import { keepNote } from './return-to-assistant.ts';
import type { Step } from './step.ts';

/** To whom a conversation can be handed on. */
export interface TransferTargets {
  /** People who are there and have room, best first: those with the skill that is asked for before the others. */
  people: Asked[];
  /** Every skill that is configured. */
  skills: string[];
}

/** To whom a held escalation can be handed on now. Pure. */
export function transferTargets(
  seen: {
    state: Pick<Conversation, 'participants'>;
    facts: Pick<Facts, 'now' | 'texts' | 'settings' | 'desk' | 'policy'>;
  },
  episode: Escalation,
): TransferTargets {
  const { settings, desk } = seen.facts;
  const able = bestFor(seen, episode);
  const rest = bestFor(seen, episode, null).filter(({ id }) => !able.some((one) => one.id === id));
  const skills = [...Object.values(settings.desk.skills), ...desk.agents.flatMap((agent) => agent.skills)];
  return {
    people: [...able, ...rest].filter(({ id }) => id !== episode.holder?.id),
    skills: [...new Set(skills)].sort(),
  };
}

/** What stands for a person, or for a skill, in the form. */
export const toPerson = (id: string) => `person:${id}`;
export const toSkill = (skill: string) => `skill:${skill}`;

/**
 * The holder hands it on. A person is asked alone, and must claim it within the time after which more are asked, so that
 * nobody's absence loses it.
 */
export function transfer(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const { people, skills } = transferTargets(step, episode);
  const options = [...people.map(({ id }) => toPerson(id)), ...skills.map(toSkill)];
  const to = chosen(event, 'to', options, '');
  if (!to) return refuse(step, event);
  const note = written(event, 'note', NOTE_LIMIT);
  if (note) keepNote(step, event, note);
  const { author } = event;
  const asked = people.filter(({ id }) => toPerson(id) === to);
  const skill = skills.find((one) => toSkill(one) === to);
  const said = releaseEpisode(step, episode, {
    asked,
    ...(skill === undefined ? {} : { skill }),
    ...(note ? { note: { by: author.name, text: note } } : {}),
  });
  const word = step.sayToCustomer('customer.agent_transferred', { agent: author.name });
  step.tellCustomerText([word, ...said].join(' '));
  const picks = step.state.episode?.picks;
  const [person] = asked;
  if (person) step.tellDesk('desk.transferred', { agent: author.name, to: person.name }, picks);
  else step.tellDesk('desk.transferred_skill', { agent: author.name, skill: skill ?? '' }, picks);
}

/** Whoever was chosen may have gone, or filled up, while the form was open. */
function refuse(step: Step, event: DeskActionEvent): void {
  const to = written(event, 'to', Number.POSITIVE_INFINITY) ?? '';
  const gone = step.facts.desk.agents.find(({ id }) => toPerson(id) === to);
  if (!gone) return refuseForm(step, event);
  const theirs = written(event, 'note', Number.POSITIVE_INFINITY) ?? '';
  step.whisper('desk', event.author.id, 'desk.transfer_cannot', { agent: gone.name }, { theirs });
}
