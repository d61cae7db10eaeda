{{/* The name of all that the release makes. */}}
{{- define "ringback.name" -}}
{{- if contains "ringback" .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-ringback" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What Services, policies and budgets find the nodes by. It never changes, or an upgrade is refused. */}}
{{- define "ringback.selector" -}}
app.kubernetes.io/name: ringback
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "ringback.labels" -}}
{{ include "ringback.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "ringback.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The host by which people's browsers reach Ringback. */}}
{{- define "ringback.publicHost" -}}
{{- regexReplaceAll ":[0-9]+$" (urlParse .Values.publicUrl).host "" -}}
{{- end -}}

{{/* Several hosts: the driver takes the one that may be written to. */}}
{{- define "ringback.databaseUrl" -}}
{{- $database := .Values.database -}}
{{- $options := list (printf "sslmode=%s" $database.sslMode) -}}
{{- if gt (len $database.hosts) 1 -}}
{{- $options = append $options "targetServerType=primary" -}}
{{- end -}}
{{- if $database.ca.existingSecret -}}
{{- $options = append $options (printf "sslrootcert=/opt/ringback/database-ca/%s" $database.ca.key) -}}
{{- else if hasPrefix "verify-" $database.sslMode -}}
{{- $options = append $options "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" -}}
{{- end -}}
{{- printf "jdbc:postgresql://%s/%s?%s" (join "," $database.hosts) $database.name (join "&" $options) -}}
{{- end -}}

{{/* Where the trunk listens. Kubernetes puts the pod's address in. */}}
{{- define "ringback.listen" -}}
{{- $address := ternary "[$(POD_IP)]" "$(POD_IP)" .Values.sip.ipv6 -}}
{{- $ports := list -}}
{{- range $transport := list "udp" "tcp" "tls" -}}
{{- $port := get $.Values.sip $transport -}}
{{- if $port.enabled -}}
{{- $ports = append $ports (printf "%s:%s:%d" $transport $address (int $port.port)) -}}
{{- end -}}
{{- end -}}
{{- join "," $ports -}}
{{- end -}}

{{/* A list of addresses and networks as what a NetworkPolicy takes. */}}
{{- define "ringback.networks" -}}
{{- range . }}
- ipBlock:
    cidr: {{ ternary . (printf "%s/%s" . (ternary "128" "32" (contains ":" .))) (contains "/" .) | quote }}
{{- end }}
{{- end -}}

{{/* How long a node may take to stop: leave the Services, finish its calls, and what is left then (docs/kubernetes.md). */}}
{{- define "ringback.graceSeconds" -}}
{{- add .Values.stop.leaveServices .Values.stop.finishCalls 120 -}}
{{- end -}}
