/**
 * The one door to the process engine: nothing else imports {@code org.camunda}
 * (docs/decisions/0001-one-door-to-the-engine.md).
 *
 * <p>In: {@link io.ringback.cases.CaseProcess} and the diagrams and tables in {@code bpmn/}. Out: one bean per step, each
 * one use case of the domain; one bean per set of facts that the decision tables look at.
 */
package io.ringback.engine;
