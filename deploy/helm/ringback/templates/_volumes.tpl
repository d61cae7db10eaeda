{{/* The folders that the image has and a ConfigMap may take the place of: value, folder. */}}
{{- define "ringback.folders" -}}
bpmn: bpmn
camelRoutes: camel-routes
wording: wording
{{- end -}}

{{- define "ringback.mounts" -}}
- name: temporary
  mountPath: /tmp
{{- range $value, $folder := include "ringback.folders" . | fromYaml }}
{{- if (get $.Values.folders $value).configMap }}
- name: {{ $folder }}
  mountPath: /opt/ringback/{{ $folder }}
  readOnly: true
{{- end }}
{{- end }}
{{- if .Values.settings }}
- name: settings
  mountPath: /opt/ringback/config
  readOnly: true
{{- end }}
{{- if .Values.database.ca.existingSecret }}
- name: database-ca
  mountPath: /opt/ringback/database-ca
  readOnly: true
{{- end }}
{{- if and .Values.sip.enabled .Values.sip.tls.enabled }}
- name: sip-tls
  mountPath: /opt/ringback/sip-tls
  readOnly: true
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ringback.volumes" -}}
- name: temporary
  emptyDir:
    sizeLimit: {{ .Values.temporaryFiles }}
{{- range $value, $folder := include "ringback.folders" . | fromYaml }}
{{- $given := get $.Values.folders $value }}
{{- if $given.configMap }}
- name: {{ $folder }}
  configMap:
    name: {{ $given.configMap }}
    {{- with $given.items }}
    items:
      {{- toYaml . | nindent 6 }}
    {{- end }}
{{- end }}
{{- end }}
{{- if .Values.settings }}
- name: settings
  configMap:
    name: {{ include "ringback.name" . }}-settings
{{- end }}
{{- with .Values.database.ca }}
{{- if .existingSecret }}
- name: database-ca
  secret:
    secretName: {{ .existingSecret }}
    items:
      - key: {{ .key }}
        path: {{ .key }}
{{- end }}
{{- end }}
{{- if and .Values.sip.enabled .Values.sip.tls.enabled }}
- name: sip-tls
  secret:
    secretName: {{ .Values.sip.tls.existingSecret }}
    items:
      - key: keystore.p12
        path: keystore.p12
      - key: truststore.p12
        path: truststore.p12
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}
