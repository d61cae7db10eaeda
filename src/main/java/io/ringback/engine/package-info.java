/**
 * The one door to the process engine: nothing else imports {@code org.camunda}
 * (docs/decisions/0001-one-door-to-the-engine.md).
 *
 * <p>In: {@link io.ringback.cases.CaseProcess} and the diagrams and tables in {@code bpmn/}. Out: one bean per step, each
 * one use case of the domain; one bean per set of facts that the decision tables look at.
 *
 * <p>Its tables are {@code deploy}, {@code deployed_file} and {@code tried_deployment}
 * (docs/decisions/0018-what-is-in-force.md), beside the engine's own.
 */
package io.ringback.engine;
