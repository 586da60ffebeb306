#!/bin/sh
# Makes envelope.xml from case.xml with iconv, md5sum and openssl alone, so that our encoder is held against tools that
# share nothing with it. case.xml is written by hand from the interface's field list, in UTF-8.
set -eu
cd "$(dirname "$0")"
key=$(printf %s golden-code | md5sum | cut -d' ' -f1)
xml_str=$(iconv -f UTF-8 -t GB2312 case.xml | openssl enc -sm4-ecb -K "$key" -base64 -A)
printf '%s' "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:web=\"http://webServiceInterface.cms.linewell.com\"><soapenv:Header><Authorization>Basic 0123456789abcdef</Authorization></soapenv:Header><soapenv:Body><web:getSaveEvaluation><appKey>golden-key</appKey><xmlStr>$xml_str</xmlStr></web:getSaveEvaluation></soapenv:Body></soapenv:Envelope>" > envelope.xml
