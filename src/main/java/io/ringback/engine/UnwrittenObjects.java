package io.ringback.engine;

import org.camunda.bpm.engine.impl.variable.serializer.AbstractTypedValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.Variables.SerializationDataFormats;
import org.camunda.bpm.engine.variable.impl.value.UntypedValueImpl;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * Objects that are never stored, such as the result of a decision table until it is mapped. The engine's own way makes octets of
 * them all the same, and nobody reads those.
 */
final class UnwrittenObjects extends AbstractTypedValueSerializer<ObjectValue> {

    UnwrittenObjects() {
        super(ValueType.OBJECT);
    }

    @Override
    public String getName() {
        return "unwritten";
    }

    /** The one that the engine takes if several fit; then the first of them. */
    @Override
    public String getSerializationDataformat() {
        return SerializationDataFormats.JAVA.getName();
    }

    @Override
    protected boolean canWriteValue(TypedValue value) {
        return value.isTransient() && value instanceof UntypedValueImpl && value.getValue() != null;
    }

    @Override
    public ObjectValue convertToTypedValue(UntypedValueImpl value) {
        return Variables.objectValue(value.getValue(), true).create();
    }

    @Override
    public void writeValue(ObjectValue value, ValueFields fields) {
        // It is kept as it is, and gone with the transaction.
    }

    @Override
    public ObjectValue readValue(ValueFields fields, boolean deserialize, boolean isTransient) {
        throw new IllegalStateException("Of the variable " + fields.getName() + " nothing was ever written.");
    }
}
